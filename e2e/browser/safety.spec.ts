// What an attacker tries on the console: texts that would be markup, names that an object has already, ways out through
// return_url. And what nobody should find: other sites asked, the policy of the page broken, traces after the sign-out.
import { expect, test, type Page } from '@playwright/test'
import { maker, ticketOf } from './content'
import { choose, comeInFromThePortal, confirm, listenForFaults } from './people'
import { stack } from './stack'
import { offer } from './trouble'

const markup = '<img src=x onerror="window.hit=1">'
// Names that every object has already.
const CODES = ['__proto__', 'constructor']
const scenario_id = 'hostile-texts'
const found = `keywords?q=${encodeURIComponent(markup)}` // other tests make keywords, too
const PAGES = ['scenarios', `scenarios/${scenario_id}`, `scenarios/${scenario_id}/keywords`, `scenarios/${scenario_id}/policies`, 'keywords', 'tags', 'defaults', 'playground', 'audit', 'users', 'no-such-page']

test.beforeAll(async ({ request }) => {
  const { make } = await maker(request)
  for (const tag_code of CODES) await make('/tags/', { tag_code, tag_name: `${markup} ${tag_code}` })
  const tag_code = '__proto__'
  await make('/keywords/global/', { keyword: markup, tag_code, risk_level: 'Low', note: markup })
  await make('/apps/', { app_id: scenario_id, app_name: markup, description: markup })
  await make('/keywords/scenario/', { scenario_id, keyword: markup, category: 1, tag_code, risk_level: 'Low', note: markup })
  await make('/policies/scenario/', { scenario_id, match_type: 'KEYWORD', match_value: markup, extra_condition: 'constructor', rule_mode: 0, strategy: 'REVIEW', note: markup })
  await make('/policies/scenario/', { scenario_id, match_type: 'TAG', match_value: tag_code, strategy: 'REVIEW', note: markup })
  await make('/policies/defaults/', { tag_code, extra_condition: 'constructor', strategy: 'REVIEW', note: markup })
})

test('every page shows hostile texts as texts, asks nobody else, keeps its policy, and can be left', async ({ page }) => {
  const faults = listenForFaults(page)
  await page.addInitScript(() => addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`)))
  await comeInFromThePortal(page)
  for (const path of PAGES) {
    await page.goto(stack.console + (path === 'keywords' ? found : path))
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Sign out' }), path).toBeVisible()
    if (!['no-such-page', 'users', 'playground', 'audit'].includes(path)) await expect(page.getByText(markup).first(), path).toBeVisible()
    expect(await page.locator('img[src=x]').count(), path).toBe(0)
  }
  await page.goto(`${stack.console}audit?resource=SCENARIO_KEYWORD&scenario=${scenario_id}`)
  await page.getByRole('row').filter({ hasText: scenario_id }).first().locator('.el-table__expand-icon').click()
  await expect(page.getByText(markup).first()).toBeVisible()
  await page.goto(stack.console + found)
  await expect(page.getByRole('row').filter({ hasText: `${markup} __proto__` })).toBeVisible()
  await page.getByRole('row').filter({ hasText: markup }).getByRole('button', { name: 'Edit' }).click()
  await expect(page.getByRole('dialog').getByLabel('Keyword')).toHaveValue(markup)
  expect(await page.evaluate(() => 'hit' in window)).toBe(false)
  expect(faults).toEqual([])
})

test('a decision on hostile texts is shown as text, with the tag by its name', async ({ page }) => {
  const faults = listenForFaults(page)
  await comeInFromThePortal(page)
  await page.goto(`${stack.console}playground`)
  await choose(page, page, 'Scenario', scenario_id)
  await page.getByLabel('Text', { exact: true }).fill(`before ${markup} after`)
  await expect(async () => {
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    await expect(page.getByRole('row').filter({ hasText: '__proto__' }).first()).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 5000 })
  expect(await page.locator('img[src=x]').count()).toBe(0)
  expect(await page.evaluate(() => 'hit' in window)).toBe(false)
  expect(faults).toEqual([])
})

test('return_url leads into the console alone', async ({ page, request }) => {
  const origin = new URL(stack.console).origin
  const out = ['//evil.test/', '/\\evil.test/', '%2f%2fevil.test/', 'https:evil.test', 'javascript:alert(1)', '/\t/evil.test/', `${origin}@evil.test/`]
  for (const wanted of out) {
    await page.goto(`${stack.console}sso/login?ticket=${await ticketOf(request, 'bob')}&return_url=${encodeURIComponent(wanted)}`)
    await confirm(page)
    await expect(page.getByRole('heading', { name: 'Scenarios', level: 1 }), wanted).toBeVisible()
    expect(page.url(), wanted).toBe(`${stack.console}scenarios`)
  }
  await page.goto(`${stack.console}sso/login?ticket=${await ticketOf(request, 'bob')}&return_url=${encodeURIComponent('/web-manager/tags?q=x')}`)
  await expect(page.getByRole('heading', { name: 'Tags', level: 1 })).toBeVisible()
  expect(page.url()).toBe(`${stack.console}tags?q=x`)
})

async function signOut(page: Page) {
  await comeInFromThePortal(page)
  await page.goto(stack.console + found)
  await expect(page.getByRole('row').filter({ hasText: markup }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  const kept = await page.evaluate(async () => ({ local: Object.keys(localStorage), tab: Object.keys(sessionStorage), bases: await indexedDB.databases(), caches: await caches.keys(), cookies: document.cookie }))
  await page.goBack()
  await expect(page.getByText(markup)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Sign out' })).toHaveCount(0)
  return kept
}
const nothing = { local: [], tab: [], bases: [], caches: [], cookies: '' }

test('a sign-out leaves nothing behind', async ({ page }) => {
  expect(await signOut(page)).toEqual(nothing)
})

test('a sign-out that the server cannot hear leaves its own mark alone', async ({ page }) => {
  await page.route('**/sso/logout', (route) => route.abort())
  expect(await signOut(page)).toEqual({ ...nothing, local: ['lgm.sign-out-pending'] })
})

test('passwords are masked, taken from the clipboard and from password managers, and a one-time one is replaced first', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const own = 'a sentence of my own'
  await offer(page, { portal_url: '', local_login_enabled: true })
  const signIns: URLSearchParams[] = []
  await page.route('**/login/access-token', (route) => {
    signIns.push(new URLSearchParams(route.request().postData() ?? ''))
    const answer = { access_token: 'one-time', token_type: 'bearer', expires_in: 900, user_id: 'u1', role: 'NONE', password_change_required: true }
    return signIns.length === 1 ? route.fulfill({ json: answer }) : route.fulfill({ status: 401, json: { status: 401, code: 'invalid_credentials' } })
  })
  const changes: unknown[] = []
  await page.route('**/users/u1/password', (route) => {
    changes.push([route.request().headers().authorization, route.request().postDataJSON()])
    return route.fulfill({ json: { message: 'Password changed' } })
  })
  await page.goto(`${stack.console}sign-in/local`)
  const paste = async (label: string, text: string) => {
    await page.evaluate((what) => navigator.clipboard.writeText(what), text)
    const field = page.getByLabel(label, { exact: true })
    await field.focus()
    await page.keyboard.press('Control+V')
    await expect(field).toHaveValue(text)
    await expect(field).toHaveAttribute('type', 'password')
    return field
  }
  await page.getByLabel('User name').fill('lea')
  await expect(await paste('Password', 'made-by-admin')).toHaveAttribute('autocomplete', 'current-password')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Choose a password of your own' })).toBeVisible()
  await expect(await paste('New password', own)).toHaveAttribute('autocomplete', 'new-password')
  await expect(await paste('New password, again', own)).toHaveAttribute('autocomplete', 'new-password')
  await page.getByRole('button', { name: 'Set password and go on' }).click()
  await expect(page.getByText('Your password is changed. Sign in with the new one.')).toBeVisible()
  expect(changes).toEqual([['Bearer one-time', { password: own, current_password: 'made-by-admin' }]])
  expect(signIns.map((one) => one.get('password'))).toEqual(['made-by-admin', own])
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]))
  expect(kept).not.toMatch(/one-time|made-by-admin|sentence/)
})
