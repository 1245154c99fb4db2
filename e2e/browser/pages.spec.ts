// Each page in both languages and both themes: a screenshot to look at, and what axe finds.
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { comeInFromThePortal, listenForFaults } from './people'
import { screenshots, stack } from './stack'

const SCENARIO = process.env.E2E_SCENARIO ?? 'support-bot'
const PAGES = [
  'scenarios', `scenarios/${SCENARIO}`, `scenarios/${SCENARIO}/keywords`, `scenarios/${SCENARIO}/policies`, 'keywords', 'tags', 'defaults', 'playground',
  'audit', 'users', 'no-such-page',
]
const OPEN_PAGES = ['sign-in', 'signed-out', 'sso/login?ticket=TK_nonsense']

for (const locale of ['en-US', 'zh-CN'])
  for (const colorScheme of ['light', 'dark'] as const)
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme })

      test('every page', async ({ page }) => {
        test.setTimeout(180_000)
        const faults = listenForFaults(page)
        await comeInFromThePortal(page)
        for (const path of PAGES) await look(page, path)
        expect(faults).toEqual([])
      })

      test('every page without a session', async ({ page }) => {
        for (const path of OPEN_PAGES) await look(page, path)
      })

      async function look(page: import('@playwright/test').Page, path: string) {
        await page.goto(stack.console + path)
        await page.waitForLoadState('networkidle')
        await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
        const name = path.replace(/[^\w]+/g, '-')
        await page.screenshot({ path: `${screenshots}/${name}.${locale}.${colorScheme}.png`, fullPage: true })
        const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze()
        const problems = found.violations.map((v) => `${path}: ${v.id} ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)
        expect.soft(problems).toEqual([])
      }
    })
