// Each page in both languages and both themes: a screenshot to look at, and what axe finds.
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { makeContent, sample, scenario } from './content'
import { choose, comeInFromThePortal, listenForFaults } from './people'
import { screenshots, stack } from './stack'

const own = `scenarios/${scenario.app_id}`
const PAGES = ['scenarios', own, `${own}/keywords`, `${own}/policies`, 'keywords', 'tags', 'defaults', 'playground', 'audit', 'users']
const OPEN_PAGES = ['sign-in', 'signed-out', 'sso/login?ticket=TK_nonsense']

test.beforeAll(async ({ request }) => makeContent(request))

for (const locale of ['en-US', 'zh-CN'])
  for (const colorScheme of ['light', 'dark'] as const)
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme })

      test('every page', async ({ page }) => {
        test.setTimeout(180_000)
        const faults = listenForFaults(page)
        await comeInFromThePortal(page)
        for (const path of PAGES) {
          await page.goto(stack.console + path)
          await look(page, path)
          await expect(page.getByText('404', { exact: true })).toHaveCount(0)
        }
        await page.goto(stack.console + 'no-such-page')
        await look(page, 'no-such-page')
        await expect(page.getByText('404', { exact: true })).toBeVisible()
        expect(faults).toEqual([])
      })

      test('a decision and its reasons', async ({ page }) => {
        const texts = locale === 'en-US' ? { scenario: 'Scenario', text: 'Text', check: 'Check' } : { scenario: '场景', text: '文本', check: '检测' }
        await comeInFromThePortal(page)
        await page.goto(stack.console + 'playground')
        await choose(page, page, texts.scenario, scenario.app_id)
        await page.getByLabel(texts.text, { exact: true }).fill(sample)
        await page.getByRole('button', { name: texts.check, exact: true }).click()
        await expect(page.getByRole('row', { name: /射击/ }).first()).toBeVisible()
        await look(page, 'playground-decision')
      })

      test('every page without a session', async ({ page }) => {
        for (const path of OPEN_PAGES) {
          await page.goto(stack.console + path)
          await look(page, path)
        }
      })

      async function look(page: import('@playwright/test').Page, path: string) {
        await page.waitForLoadState('networkidle')
        await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
        const name = path.replace(/[^\w]+/g, '-')
        await page.screenshot({ path: `${screenshots}/${name}.${locale}.${colorScheme}.png`, fullPage: true })
        if (locale !== 'en-US') return // what axe finds does not depend on the language
        const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze()
        const problems = found.violations.map((v) => `${path}: ${v.id} ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)
        expect.soft(problems).toEqual([])
      }
    })
