// What people do with their own account and with others', on every store: time zone, sessions, identities.
import { expect, test, type Page } from '@playwright/test'
import { API, maker, signedIn } from './content'
import { choose, comeInFromThePortal, listenForFaults } from './people'
import { stack } from './stack'

test.use({ timezoneId: 'Asia/Shanghai' })
test.describe.configure({ timeout: 180_000 })

const suffix = Date.now().toString(36)
const go = (page: Page, path: string) => page.goto(stack.console + path)

test('the time zone that one chooses is that of all times, and stays in this browser', async ({ page, request }) => {
  const faults = listenForFaults(page)
  const tag_code = `zone-${suffix}`
  await (await maker(request)).make('/tags/', { tag_code, tag_name: tag_code })
  await comeInFromThePortal(page)
  const madeAt = async (zone: string) => {
    await go(page, 'audit?resource=META_TAG')
    await expect(page.getByRole('columnheader', { name: `When (${zone})`, exact: true })).toBeVisible()
    const cell = page.getByRole('row').filter({ hasText: tag_code }).getByRole('cell', { name: /^\w{3} \d\d, \d{4}, \d\d:\d\d:\d\d$/ })
    return Date.parse(`${await cell.textContent()} UTC`)
  }
  const inChina = await madeAt('UTC+8')
  await go(page, 'account')
  await choose(page, page, 'Time zone', 'Asia/Kathmandu')
  await expect(page.getByText('Now UTC+5:45.')).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'Since (UTC+5:45)', exact: true })).toBeVisible()
  expect(inChina - (await madeAt('UTC+5:45'))).toBe((8 * 60 - 5 * 60 - 45) * 60_000)
  await go(page, 'account')
  await choose(page, page, 'Time zone', 'As the browser (Asia/Shanghai)')
  expect(await madeAt('UTC+8')).toBe(inChina)
  expect(faults).toEqual([])
})

test('where else one is signed in is seen, and ended', async ({ page, request }) => {
  await comeInFromThePortal(page, 'erin')
  const elsewhere = await signedIn(request, 'erin')
  const mine = () => request.get(`${API}/users/me/permissions`, { headers: elsewhere })
  expect((await mine()).status()).toBe(200)
  await go(page, 'account')
  const programs = page.getByRole('row').filter({ hasText: 'Program' })
  await expect(programs.first()).toBeVisible()
  await page.getByRole('button', { name: 'End all others' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click()
  await expect(programs).toHaveCount(0)
  await expect(page.getByRole('row').filter({ hasText: 'This one' })).toHaveCount(1)
  await expect.poll(async () => (await mine()).status()).toBe(401)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
})

test('an identity is given to somebody, and taken again', async ({ page, request }) => {
  await signedIn(request, 'carol') // has been here
  await comeInFromThePortal(page)
  await go(page, 'users?q=carol')
  await page.getByRole('row').filter({ hasText: 'carol' }).getByRole('link').click()
  await page.getByRole('tab', { name: 'Identities' }).click()
  const subject = `carol-${suffix}`
  const row = page.getByRole('row').filter({ hasText: subject })
  await page.getByRole('button', { name: 'Give an identity' }).click()
  const dialog = page.getByRole('dialog').filter({ visible: true })
  await dialog.getByText('Another identity provider', { exact: true }).click()
  await dialog.getByLabel('Issuer URL').fill('https://idp.example/realms/staff')
  await dialog.getByLabel('Known there as').fill(subject)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(row).toContainText('https://idp.example/realms/staff')
  await page.reload()
  await row.getByRole('button', { name: 'Remove' }).click()
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect(row).toHaveCount(0)
  await expect(page.getByRole('row').filter({ hasText: 'Portal' })).toBeVisible()
})
