// Ways into and out of the console, as people take them.
import { expect, type Page } from '@playwright/test'
import { stack } from './stack'

/** Says yes where the console asks whether it is them: the first time in a browser. */
export async function confirm(page: Page) {
  const yes = page.getByRole('button', { name: /^Continue as |的身份继续$/ })
  await expect(yes.or(page.getByRole('navigation').first()).first()).toBeVisible()
  if (await yes.isVisible()) await yes.click()
}

/** From the printed address through the portal into the console. */
export async function comeInFromThePortal(page: Page, username = stack.first_login.username) {
  await page.goto(stack.first_login.portal)
  await page.getByRole('button', { name: `(${username})` }).click()
  await confirm(page)
  await page.waitForURL((url) => url.href.startsWith(stack.console) && !url.pathname.includes('/sso/login'))
  await expect(page.getByRole('navigation').first()).toBeVisible()
}

/** Whatever the page says about itself that it should not: script errors, refused resources, broken policies. */
export function listenForFaults(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 40[0-9]/.test(message.text())) faults.push(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    const origin = new URL(request.url()).origin
    if (request.url().startsWith('http') && origin !== new URL(stack.url).origin && origin !== new URL(stack.usap).origin)
      faults.push(`third party: ${request.url()}`)
  })
  return faults
}

/** Opens an Element Plus select by its label, narrows it by `text` where it can be typed into, and takes the option that
 * holds it. */
export async function choose(page: Page, scope: ReturnType<Page['locator']> | Page, label: string, text: string) {
  const box = scope.getByLabel(label, { exact: true }).and(scope.getByRole('combobox'))
  const wanted = page.getByRole('option').filter({ hasText: text, visible: true })
  await expect(async () => {
    // Element Plus lays what is chosen over its input; a click there opens the list all the same.
    if ((await box.getAttribute('aria-expanded')) !== 'true') await box.click({ force: true })
    if (await box.isEditable()) await box.fill(text)
    await expect(wanted).toHaveCount(1, { timeout: 5000 }) // the list has settled: nothing moves under the click
    await wanted.click({ timeout: 5000 })
  }).toPass({ timeout: 40_000 })
  await expect(box).toHaveAttribute('aria-expanded', 'false')
}
