// Each page and each state of one, in both languages: what axe finds, nothing wider than the window.
// PICTURES=1: also pictures to look at (build/screenshots), and what axe finds in both languages and themes. SCREENS=brief: English only, the pages alone.
import { expect, test, type Page } from '@playwright/test'
import { API, bare, longWord, makeContent, sample, scenario, signedIn, ticketOf } from './content'
import { look, type Camera } from './look'
import { choose, comeInFromThePortal, listenForFaults } from './people'
import { stack } from './stack'
import { offer, refuse } from './trouble'
import { wordsOf } from './words'

const own = `scenarios/${scenario.app_id}`
const PAGES = ['scenarios', own, `${own}/keywords`, `${own}/policies`, `${own}/api-keys`, 'keywords', 'tags', 'defaults', 'playground', 'audit', 'users', 'account']
const WHOLE = process.env.SCREENS !== 'brief'

test.beforeAll(async ({ request }) => makeContent(request))

for (const language of WHOLE ? (['en', 'zh-CN'] as const) : (['en'] as const))
  test.describe(language, () => {
    test.describe.configure({ mode: 'parallel' })
    test.use({ locale: language === 'en' ? 'en-US' : 'zh-CN' })
    const t = wordsOf(language)
    const filled = (key: string, values: Record<string, string>) => t(key).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

    const button = (page: Page, key: string) => page.getByRole('button', { name: t(key), exact: true })
    const dialog = (page: Page) => page.getByRole('dialog').filter({ visible: true })
    const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text }).first()
    const go = (page: Page, path: string) => page.goto(stack.console + path)

    async function shut(page: Page) {
      await page.keyboard.press('Escape')
      await expect(dialog(page)).toHaveCount(0)
    }

    test('every page', async ({ page }) => {
      test.setTimeout(300_000)
      const camera: Camera = { page, language }
      const faults = listenForFaults(page)
      await comeInFromThePortal(page)
      for (const path of [...PAGES, 'no-such-page', 'scenarios/no-such-scenario']) {
        await go(page, path)
        await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
        await look(camera, path.replace(/[^\w]+/g, '-'), { dark: true })
        await expect(page.getByText('404', { exact: true })).toHaveCount(path.includes('no-such') ? 1 : 0)
      }
      expect(faults).toEqual([])
    })

    if (!WHOLE) return

    test('narrow windows', async ({ page }) => {
      test.setTimeout(300_000)
      const camera: Camera = { page, language }
      await comeInFromThePortal(page)
      for (const path of ['scenarios', `${own}/policies`, `${own}/api-keys`, 'keywords', 'tags', 'playground', 'audit', 'users', 'account'])
        for (const width of path === 'playground' || path === 'audit' ? [1024, 1280] : [1024]) {
          await page.setViewportSize({ width, height: 850 })
          await go(page, path)
          await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
          await look(camera, `${path.replace(/[^\w]+/g, '-')}-${width}`, { width, rules: false })
        }
      await button(page, 'frame.unfold').click()
      await look(camera, 'menu-unfolded', { width: 1024 })
    })

    test('empty states and long texts', async ({ page }) => {
      test.setTimeout(180_000)
      const camera: Camera = { page, language }
      await comeInFromThePortal(page)
      for (const tab of ['', '/keywords', '/policies', '/api-keys']) {
        await go(page, `scenarios/${bare.app_id}${tab}`)
        await expect(page.getByRole('heading', { level: 1 })).toContainText('Internal knowledge')
        await look(camera, `long-and-empty${tab.replace('/', '-')}`)
      }
      await go(page, 'keywords')
      await page.getByLabel(t('keywords.search')).fill('nothing like it')
      await expect(page.getByText(t('words.nothing_found'), { exact: true })).toBeVisible()
      await look(camera, 'keywords-nothing-found')
    })

    test('decisions, their reasons and the history', async ({ page }) => {
      test.setTimeout(180_000)
      const camera: Camera = { page, language }
      await comeInFromThePortal(page)
      await go(page, 'playground')
      await choose(page, page, t('scenarios.one'), scenario.app_id)
      const check = async (text: string, verdict: string) => {
        await page.getByLabel(t('playground.text'), { exact: true }).fill(text)
        await button(page, 'playground.run').click()
        await expect(page.locator('.verdict')).toContainText(t(`strategy.${verdict}`))
      }
      await check(sample, 'REVIEW')
      await expect(row(page, '射击')).toBeVisible()
      await look(camera, 'playground-review')
      await check('哪里可以赌博？', 'REWRITE')
      await look(camera, 'playground-rewrite')
      await check('你们比竞品好吗', 'BLOCK')
      await look(camera, 'playground-block')
      await check('今天天气怎么样？', 'PASS')
      await look(camera, 'playground-pass')
      await refuse(page, '/playground/input', { status: 503, code: 'guard_unavailable', detail: 'The guard does not answer' })
      await button(page, 'playground.run').click()
      await expect(page.getByText(t('problems.guard_unavailable'))).toBeVisible()
      await look(camera, 'playground-guard-down')
    })

    test('what the audit log tells of an entry', async ({ page, request }) => {
      test.setTimeout(180_000)
      const camera: Camera = { page, language }
      const headers = await signedIn(request)
      const tags = (await (await request.get(`${API}/tags/`, { headers })).json()) as { id: string; tag_code: string }[]
      const { id } = tags.find((one) => one.tag_code === 'WEAPONS')!
      const tag_name = `Weapons 兵器 (${language})`  // not what it is named so far, whichever language comes first
      expect((await request.put(`${API}/tags/${id}`, { headers, data: { tag_name } })).status()).toBe(200)
      await comeInFromThePortal(page)
      await go(page, 'audit')
      await choose(page, page, t('audit.action'), t('audit_action.UPDATE'))
      await row(page, 'Weapons').locator('.el-table__expand-icon').click()
      await expect(page.getByRole('columnheader', { name: t('audit.after') })).toBeVisible()
      await look(camera, 'audit-change')
      await go(page, 'audit')
      await row(page, t('audit_action.LOGIN')).locator('.el-table__expand-icon').click()
      await look(camera, 'audit-sign-in')
      await page.getByLabel(t('audit.who')).fill('nobody-of-this-name')
      await expect(page.getByText(t('words.nothing_found'), { exact: true })).toBeVisible()
      await look(camera, 'audit-nothing-found')
    })

    test('forms, their faults and questions', async ({ page, request }) => {
      test.setTimeout(300_000)
      const camera: Camera = { page, language }
      await comeInFromThePortal(page)

      await go(page, 'tags')
      await button(page, 'tags.create').click()
      await look(camera, 'tag-new')
      await button(page, 'actions.create').click()
      await expect(dialog(page).getByText(t('faults.required')).first()).toBeVisible()
      await dialog(page).getByLabel(t('tags.tag_code')).fill('WEAPONS')
      await dialog(page).getByLabel(t('tags.tag_name')).fill('x'.repeat(129))
      await button(page, 'actions.create').click()
      await expect(dialog(page).getByText(filled('faults.too_long', { limit: '128' }))).toBeVisible()
      await look(camera, 'tag-faults')
      await dialog(page).getByLabel(t('tags.tag_name')).fill('x')
      await button(page, 'actions.create').click()
      await expect(page.getByText(t('problems.duplicate'))).toBeVisible()
      await look(camera, 'tag-duplicate')
      await page.keyboard.press('Escape')
      await expect(page.getByText(t('unsaved.title'))).toBeVisible()
      await look(camera, 'unsaved')
      await button(page, 'unsaved.drop').click()
      await expect(dialog(page)).toHaveCount(0)

      await row(page, 'WEAPONS').getByRole('button', { name: t('actions.delete') }).click()
      await look(camera, 'tag-delete')
      await dialog(page).getByRole('button', { name: t('actions.delete') }).click()
      await expect(dialog(page).getByRole('alert')).toBeVisible()
      await look(camera, 'tag-in-use')
      await shut(page)

      await row(page, 'GAMBLING').getByRole('button', { name: t('actions.edit') }).click()
      await dialog(page).getByLabel(t('tags.tag_name')).fill(`Gambling ${language} mine`)
      const headers = await signedIn(request)
      const all = (await (await request.get(`${API}/tags/`, { headers })).json()) as { id: string; tag_code: string }[]
      const { id } = all.find((one) => one.tag_code === 'GAMBLING')!
      expect((await request.put(`${API}/tags/${id}`, { headers, data: { tag_name: `Gambling 赌博 (${language})` } })).status()).toBe(200)
      await button(page, 'actions.save').click()
      await expect(page.getByText(t('conflict.title'))).toBeVisible()
      await look(camera, 'conflict')
      await button(page, 'conflict.reload').click()
      await shut(page)

      await refuse(page, '/tags/', { status: 422, code: 'invalid', errors: [{ pointer: '/tag_code', code: 'pattern', detail: 'is not in the expected form' }, { pointer: '/level', code: 'out_of_range', detail: 'is 9, at most 5 is allowed' }] })
      await button(page, 'tags.create').click()
      await dialog(page).getByLabel(t('tags.tag_code')).fill('X')
      await dialog(page).getByLabel(t('tags.tag_name')).fill('x')
      await button(page, 'actions.create').click()
      await expect(dialog(page).getByText(t('faults.pattern'))).toBeVisible()
      await look(camera, 'tag-refused')
      await page.unrouteAll({ behavior: 'ignoreErrors' })

      await go(page, 'keywords')
      await button(page, 'keywords.create').click()
      await button(page, 'actions.create').click()
      await look(camera, 'keyword-faults')
      await shut(page)
      for (const text of ['lottery number 1', 'lottery number 3']) await row(page, text).getByRole('checkbox').check()
      await look(camera, 'keywords-chosen')
      await page.locator('.chosen').getByRole('button', { name: t('actions.disable') }).click()
      await look(camera, 'keywords-bulk')
      await page.route('**/keywords/global/*', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()))
      await dialog(page).getByRole('button', { name: t('actions.disable') }).click()
      await expect(button(page, 'actions.close').last()).toBeVisible()
      await look(camera, 'keywords-bulk-failed')
      await button(page, 'actions.close').last().click()
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await page.getByLabel(t('keywords.search')).fill(longWord)
      await row(page, longWord).getByRole('button', { name: t('actions.delete') }).click()
      await look(camera, 'keyword-delete-long')
      await shut(page)

      await go(page, 'scenarios')
      await button(page, 'scenarios.create').click()
      await dialog(page).getByLabel(t('scenarios.app_id')).fill('not an id')
      await button(page, 'actions.create').click()
      await look(camera, 'scenario-faults')
      await page.keyboard.press('Escape')
      await button(page, 'unsaved.drop').click()
      await row(page, scenario.app_id).getByRole('button', { name: t('actions.delete') }).click()
      await look(camera, 'scenario-delete')
      await shut(page)

      await go(page, `${own}/keywords`)
      await button(page, 'scenario_keywords.create').click()
      await look(camera, 'scenario-keyword-new')
      await shut(page)
      await go(page, `${own}/policies`)
      await button(page, 'policies.create').click()
      await look(camera, 'policy-new')
      await shut(page)
      await row(page, '赌博').getByRole('button', { name: t('actions.edit') }).click()
      await look(camera, 'policy-edit')
      await shut(page)
      await go(page, 'defaults')
      await button(page, 'defaults.create').click()
      await look(camera, 'default-new')
      await shut(page)

      await go(page, 'users')
      await row(page, 'bob').getByRole('button', { name: t('users.access') }).click()
      await look(camera, 'user-access')
      await shut(page)
      await row(page, 'bob').getByRole('button', { name: t('actions.disable') }).click()
      await look(camera, 'user-disable')
      await page.keyboard.press('Escape')
      await refuse(page, '/status', { status: 403, code: 'missing_permission', detail: 'Missing permission: user_management' })
      await row(page, 'bob').getByRole('button', { name: t('actions.disable') }).click()
      await dialog(page).getByRole('button', { name: t('actions.disable') }).click()
      await expect(page.locator('.el-message')).toBeVisible()
      await look(camera, 'toast-refused', { toasts: true })
    })

    test('API keys: made, shown once, limited, refused', async ({ page }) => {
      test.setTimeout(180_000)
      const camera: Camera = { page, language }
      const name = `${language} ${Date.now().toString(36)}`
      await comeInFromThePortal(page)
      await go(page, `${own}/api-keys`)
      await button(page, 'api_keys.create').click()
      await look(camera, 'api-key-new')
      await button(page, 'actions.create').click()
      await expect(dialog(page).getByText(t('faults.required'))).toBeVisible()
      await dialog(page).getByLabel(t('api_keys.name'), { exact: true }).fill(name)
      await dialog(page).getByLabel(t('api_keys.per_minute'), { exact: true }).fill('20000000')
      await button(page, 'actions.create').click()
      await expect(dialog(page).getByText(filled('faults.not_above', { limit: '10000000' }))).toBeVisible()
      await look(camera, 'api-key-faults')
      await dialog(page).getByLabel(t('api_keys.per_minute'), { exact: true }).fill('60')
      await button(page, 'actions.create').click()
      await expect(dialog(page).getByLabel(t('api_keys.key'), { exact: true })).toHaveValue(/^lgm_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/)
      await page.keyboard.press('Escape')
      await look(camera, 'api-key-shown-once')
      const key = await dialog(page).getByLabel(t('api_keys.key'), { exact: true }).inputValue()
      await button(page, 'api_keys.stored').click()
      await expect(dialog(page)).toHaveCount(0)
      await page.reload()
      await expect(row(page, name)).toContainText(key.slice(0, 12))
      expect(await page.content()).not.toContain(key.slice(13))

      await row(page, name).getByRole('button', { name: t('actions.edit') }).click()
      await look(camera, 'api-key-edit')
      await dialog(page).getByLabel(t('api_keys.name'), { exact: true }).fill(`${name} renamed`)
      await button(page, 'actions.save').click()
      await row(page, `${name} renamed`).getByRole('button', { name: t('actions.disable') }).click()
      await look(camera, 'api-key-disable')
      await dialog(page).getByRole('button', { name: t('actions.disable') }).click()
      await expect(row(page, `${name} renamed`)).toContainText(t('words.inactive'))
      await row(page, `${name} renamed`).getByRole('button', { name: t('actions.delete') }).click()
      await look(camera, 'api-key-delete')
      await dialog(page).getByRole('button', { name: t('actions.delete') }).click()
      await expect(row(page, `${name} renamed`)).toHaveCount(0)
    })

    test('an account without rights', async ({ page }) => {
      test.setTimeout(180_000)
      const camera: Camera = { page, language }
      await comeInFromThePortal(page, 'bob')
      await go(page, 'audit')
      await expect(page.getByText('403', { exact: true })).toBeVisible()
      await look(camera, 'forbidden')
      for (const path of [own, `${own}/keywords`, `${own}/api-keys`, 'tags']) {
        await go(page, path)
        await look(camera, `reader-${path.replace(/[^\w]+/g, '-')}`)
      }
    })

    test('trouble with the services and the connection', async ({ page, context }) => {
      test.setTimeout(180_000)
      const camera: Camera = { page, language }
      await comeInFromThePortal(page)
      await refuse(page, '/keywords/global/', { status: 500, code: 'internal' })
      await go(page, 'keywords')
      await expect(page.getByText(t('errors.load_failed'))).toBeVisible()
      await look(camera, 'load-failed-500')
      await refuse(page, '/apps/', { status: 503, code: 'unavailable' })
      await go(page, 'scenarios')
      await expect(page.getByText(t('errors.load_failed'))).toBeVisible()
      await look(camera, 'load-failed-503')
      await context.setOffline(true)
      await expect(page.getByText(t('errors.offline_banner'))).toBeVisible()
      await look(camera, 'offline-banner')
      await context.setOffline(false)
      await page.locator('.person').click()
      await page.getByRole('menuitem', { name: t('session.sign_out_everywhere') }).click()
      await look(camera, 'sign-out-everywhere')
      await page.keyboard.press('Escape')
      await page.unrouteAll({ behavior: 'ignoreErrors' })

      await refuse(page, '/sso/refresh', { status: 503, code: 'unreachable' })
      await go(page, 'tags')
      await expect(page.getByRole('heading', { name: t('errors.unavailable_title') })).toBeVisible()
      await look(camera, 'unavailable')
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await refuse(page, '/sso/refresh', { status: 403, code: 'user_disabled' })
      await go(page, 'tags')
      await look(camera, 'user-disabled')
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await page.route('**/sso/refresh', (route) => route.abort())
      await go(page, 'tags')
      await expect(page.getByRole('heading', { name: t('errors.offline_title') })).toBeVisible()
      await look(camera, 'offline')
      await page.unrouteAll({ behavior: 'ignoreErrors' })

      await page.route('**/assets/KeywordsPage*.js', (route) => route.abort())
      await go(page, 'keywords')
      await expect(page.getByRole('alert')).toContainText(t('errors.cause_unknown'))
      await look(camera, 'not-opened-at-all')
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await page.route('**/assets/KeywordsPage*.js', (route) => route.abort())
      await go(page, 'tags')
      await page.getByRole('link', { name: t('menu.keywords') }).click()
      await expect(page.getByRole('alert')).toContainText(t('errors.cause_unknown'))
      await look(camera, 'not-opened')
      await page.route('**/users/', (route) => route.fulfill({ json: [{ username: 5 }] }))
      await page.getByRole('link', { name: t('menu.users') }).click()
      await expect(page.getByRole('heading', { name: t('errors.broken_title') })).toBeVisible()
      await look(camera, 'broken')
    })

    test('ways in and out', async ({ page, context, request }) => {
      test.setTimeout(180_000)
      const camera: Camera = { page, language }
      for (const path of ['sign-in', 'signed-out', 'sso/login?ticket=TK_nonsense', 'sign-in/local']) {
        await go(page, path)
        await look(camera, path.replace(/[^\w]+/g, '-'))
      }
      await offer(page, { portal_url: '', local_login_enabled: true })
      await go(page, 'sign-in')
      await expect(page.getByRole('link', { name: t('session.local_login') })).toBeVisible()
      await look(camera, 'sign-in-without-portal')
      await go(page, 'sign-in/local')
      await refuse(page, '/login/access-token', { status: 401, code: 'invalid_credentials' })
      await page.getByLabel(t('session.username')).fill('admin')
      await page.getByLabel(t('session.password'), { exact: true }).fill('wrong')
      await button(page, 'session.sign_in').click()
      await expect(page.getByText(t('problems.invalid_credentials'))).toBeVisible()
      await look(camera, 'local-login-refused')
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await refuse(page, '/sso/login', { status: 503, code: 'usap_unavailable' })
      await go(page, 'sso/login?ticket=TK_any')
      await expect(page.getByText(t('problems.usap_unavailable'))).toBeVisible()
      await look(camera, 'usap-down')
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await page.evaluate(() => localStorage.setItem('lgm.sign-out-pending', '1'))
      await go(page, 'signed-out')
      await look(camera, 'sign-out-pending')
      await page.evaluate(() => localStorage.clear())

      await go(page, `sso/login?ticket=${await ticketOf(request, 'bob')}`)
      await expect(page.getByRole('heading', { name: t('session.confirm_title') })).toBeVisible()
      await look(camera, 'is-it-you')
      await button(page, 'session.not_me').click()
      await expect(page.getByRole('button', { name: t('session.sign_out') })).toHaveCount(0)
      await comeInFromThePortal(page)
      await go(page, `sso/login?ticket=${await ticketOf(request, 'bob')}`)
      await expect(page.getByRole('heading', { name: t('session.other_title') })).toBeVisible()
      await look(camera, 'somebody-else')
      await page.getByRole('button', { name: /Alice/ }).click()
      await go(page, 'tags')
      await expect(row(page, 'WEAPONS')).toBeVisible()
      await context.clearCookies()
      await page.route('**/tags/', (route) => route.fulfill({ status: 401, json: { code: 'invalid_token' } }))
      await page.getByRole('link', { name: t('menu.keywords') }).click()
      await expect(page.getByRole('heading', { name: t('session.ended_title') })).toBeVisible()
      await look(camera, 'session-ended')
    })
  })
