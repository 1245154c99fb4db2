// What goes wrong while somebody works: a part of the console that cannot be loaded, an answer with a bad row, a connection
// that comes and goes, a window with little height. The frame stays, and so does what stands in it.
import { expect, test, type Page } from '@playwright/test'
import { makeContent, scenario } from './content'
import { comeInFromThePortal } from './people'
import { stack } from './stack'

test.beforeAll(async ({ request }) => makeContent(request))
test.beforeEach(async ({ page }) => comeInFromThePortal(page))

const entry = (page: Page, name: string) => page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name })
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true })
const notice = (page: Page) => page.getByRole('alert')

/** What is tried again after seconds is not: what the test does has to be enough. */
const withoutLongTimers = (page: Page) =>
  page.addInitScript(() => {
    const after = window.setTimeout
    window.setTimeout = ((work: () => void, wait = 0) => after(work, wait >= 5000 ? 2 ** 31 - 1 : wait)) as typeof window.setTimeout
  })

async function openKeywords(page: Page) {
  await entry(page, 'Global keywords').click()
  await expect(page.getByRole('row', { name: /lottery/ }).first()).toBeVisible()
}

test('a part that is missing: the page stays, the menu works, the part opens once it is there', async ({ page }) => {
  await withoutLongTimers(page)
  await page.goto(stack.console)
  await openKeywords(page)
  await page.route('**/assets/UsersPage*.js', (route) => route.fulfill({ status: 404 }))
  await entry(page, 'Users').click()
  await expect(notice(page)).toContainText('“Users” could not be opened')
  await expect(notice(page)).toContainText('The server did not deliver a part of the console.')
  await expect(heading(page, 'Global keywords')).toBeVisible()
  await notice(page).getByText('Technical details').click()
  await expect(notice(page).locator('pre')).toContainText('UsersPage')

  await entry(page, 'Tags').click()
  await expect(heading(page, 'Tags')).toBeVisible()
  await expect(notice(page)).toHaveCount(0)

  await entry(page, 'Users').click()
  await expect(notice(page)).toBeVisible()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await notice(page).getByRole('button', { name: 'Try again' }).click()
  await expect(heading(page, 'Users')).toBeVisible()
})

test('a part that a new release has replaced: the console is loaded anew, there where one wanted to go', async ({ page }) => {
  await openKeywords(page)
  const [index, chunk] = [new URL(stack.console).pathname, '**/assets/UsersPage*.js']
  await page.route(
    (url) => url.pathname === index,
    (route) => route.fulfill({ contentType: 'text/html', body: `<script type="module" src="${index}assets/index-newer.js"></script>` }),
  )
  await page.route(chunk, (route) => route.fulfill({ status: 404 }))
  page.once('framenavigated', () => page.unroute(chunk))
  await page.evaluate(() => Object.assign(window, { before: true }))
  await entry(page, 'Users').click()
  await expect(heading(page, 'Users')).toBeVisible()
  expect(page.url()).toContain('/users')
  expect(await page.evaluate(() => 'before' in window)).toBe(false)
})

test('a part that is missing from the start: said so, and opened when it is there', async ({ page }) => {
  await withoutLongTimers(page)
  await page.route('**/assets/TagsPage*.js', (route) => route.fulfill({ status: 404 }))
  await page.goto(`${stack.console}tags`)
  await expect(heading(page, '“Tags” could not be opened')).toBeVisible()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(heading(page, 'Tags')).toBeVisible()
})

test('offline and back: the page stays, and the wanted one opens by itself, with its looks', async ({ page, context }) => {
  await withoutLongTimers(page)
  await page.goto(stack.console)
  await openKeywords(page)
  await context.setOffline(true)
  await expect(page.getByText('You are offline.')).toBeVisible()
  await entry(page, 'Users').click()
  await expect(notice(page)).toContainText('The server cannot be reached. It is tried again by itself.')
  await expect(page.getByRole('row', { name: /lottery/ }).first()).toBeVisible()
  await context.setOffline(false)
  await expect(heading(page, 'Users')).toBeVisible()
  await expect(page.getByRole('row', { name: /alice/ })).toBeVisible()
  await expect(notice(page)).toHaveCount(0)
  const looks = await page.evaluate(() => {
    const rulesOf = (sheet: CSSStyleSheet) => {
      try {
        return sheet.cssRules.length
      } catch {
        return 0 // it was not loaded
      }
    }
    return [...document.styleSheets].filter((sheet) => sheet.href?.includes('/UsersPage')).map(rulesOf)
  })
  expect(looks).toEqual([expect.any(Number)])
  expect(looks[0]).toBeGreaterThan(0)
})

test('a list that could not be read offline comes by itself when the network is back', async ({ page, context }) => {
  await withoutLongTimers(page)
  await page.goto(stack.console)
  await openKeywords(page)
  await entry(page, 'Tags').click()
  await expect(heading(page, 'Tags')).toBeVisible()
  await context.setOffline(true)
  await entry(page, 'Global keywords').click()
  await expect(page.getByText('This could not be loaded')).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByRole('row', { name: /lottery/ }).first()).toBeVisible()
})

test('an answer with a hole in it takes the list alone', async ({ page }) => {
  const lists: [string, string][] = [['Global keywords', '/keywords/global/'], ['Tags', '/tags/'], ['Users', '/users/'], ['Global defaults', '/policies/defaults/']]
  for (const [name, path] of lists) {
    await page.route(
      (url) => url.pathname.endsWith(path),
      async (route) => route.fulfill({ json: [null, ...((await (await route.fetch()).json()) as unknown[])] }),
    )
    await entry(page, name).click()
    await expect(notice(page)).toContainText('The answer cannot be read')
    await expect(heading(page, name)).toBeVisible()
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await notice(page).getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('row').nth(1)).toBeVisible()
    await expect(notice(page)).toHaveCount(0)
  }
})

test('a row that a page fails at takes the page, never the frame', async ({ page }) => {
  const bad: [string, string, object][] = [['Users', '/users/', { username: 5 }], ['Scenarios', '/apps/', { app_id: 5, app_name: 5 }]]
  for (const [name, path, row] of bad) {
    await page.route(
      (url) => url.pathname.endsWith(path),
      async (route) => route.fulfill({ json: ((await (await route.fetch()).json()) as object[]).map((one) => ({ ...one, ...row })) }),
    )
    await entry(page, name).click()
    await expect(heading(page, 'Something went wrong in this page')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
    await expect(page.getByText('500', { exact: true })).toHaveCount(0)
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await page.getByRole('button', { name: 'Load this part again' }).click()
    await expect(heading(page, name)).toBeVisible()
    await expect(notice(page)).toHaveCount(0)
  }
})

test('a low window: what saves is in reach in every form, and so is every field', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 600 })
  for (const [path, opener] of [
    [`scenarios/${scenario.app_id}/policies`, 'New rule'],
    ['scenarios', 'New scenario'],
    ['keywords', 'New keyword'],
  ] as const) {
    await page.goto(stack.console + path)
    await page.getByRole('button', { name: opener }).click()
    const dialog = page.getByRole('dialog')
    const create = dialog.getByRole('button', { name: 'Create' })
    await expect(create, path).toBeInViewport({ ratio: 1 })
    await dialog.locator('.el-form-item').last().scrollIntoViewIfNeeded()
    await expect(dialog.locator('.el-form-item').last(), path).toBeInViewport()
    await expect(create, path).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  }
})

test('buttons and fields are in the font of the page', async ({ page }) => {
  await page.goto(`${stack.console}playground`)
  await expect(heading(page, 'Playground')).toBeVisible()
  const fonts = await page.evaluate(() => {
    const fontOf = (one: Element) => getComputedStyle(one).fontFamily
    const controls = [...document.querySelectorAll('button, input, textarea')]
    return { page: fontOf(document.body), kinds: [...new Set(controls.map((one) => one.tagName))].sort(), controls: [...new Set(controls.map(fontOf))] }
  })
  expect(fonts.kinds).toEqual(['BUTTON', 'INPUT', 'TEXTAREA'])
  expect(fonts.controls).toEqual([fonts.page])
})
