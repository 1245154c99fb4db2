// The main job: in through the portal, change the policy, see a text decided by it and why, find every step in the
// audit log, leave.
import { expect, test } from '@playwright/test'
import { choose, comeInFromThePortal, listenForFaults } from './people'
import { stack } from './stack'

const suffix = Date.now().toString(36)
const tag = { code: `browser-${suffix}`, name: `Browser tag ${suffix}` }
const word = `forbidden${suffix}`
const app = { id: `browser-app-${suffix}`, name: `Browser app ${suffix}` }

test('sign in, change the policy, see the decision, find every step in the audit log', async ({ page }) => {
  const faults = listenForFaults(page)
  await comeInFromThePortal(page)
  const menu = page.getByRole('navigation', { name: 'Main menu' })
  const dialog = page.getByRole('dialog')

  await test.step('the ticket has left the address bar', () => {
    expect(page.url()).not.toContain('ticket')
  })

  await test.step('a tag', async () => {
    await menu.getByRole('link', { name: 'Tags' }).click()
    await page.getByRole('button', { name: 'New tag' }).click()
    await dialog.getByLabel('Code').fill(tag.code)
    await dialog.getByLabel('Name').fill(tag.name)
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect(page.getByRole('row', { name: tag.name })).toBeVisible()
  })

  await test.step('a global keyword', async () => {
    await menu.getByRole('link', { name: 'Global keywords' }).click()
    await page.getByRole('button', { name: 'New keyword' }).click()
    await dialog.getByLabel('Keyword').fill(word)
    await choose(page, dialog, 'Tag', tag.code)
    await choose(page, dialog, 'Risk', 'Low')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await page.getByLabel('Find a keyword').fill(word)
    await expect(page.getByRole('row', { name: word })).toBeVisible()
  })

  await test.step('a scenario', async () => {
    await menu.getByRole('link', { name: 'Scenarios' }).click()
    await page.getByRole('button', { name: 'New scenario' }).click()
    await dialog.getByLabel('App id').fill(app.id)
    await dialog.getByLabel('Name', { exact: true }).fill(app.name)
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect(page.getByRole('heading', { name: app.name })).toBeVisible()
  })

  await test.step('a policy: the tag blocks in this scenario', async () => {
    await page.getByRole('tab', { name: 'Policies' }).click()
    await page.getByRole('button', { name: 'New rule' }).click()
    await choose(page, dialog, 'Tag', tag.code)
    await choose(page, dialog, 'Action', 'Block')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect(page.getByRole('row', { name: new RegExp(tag.name) })).toBeVisible()
  })

  await test.step('the playground shows the decision and why', async () => {
    await menu.getByRole('link', { name: 'Playground' }).click()
    await choose(page, page, 'Scenario', app.id)
    await page.getByLabel('Text', { exact: true }).fill(`please say ${word.toUpperCase().split('').join('-')} aloud`)
    await expect(async () => {
      await page.getByRole('button', { name: 'Check', exact: true }).click()
      await expect(page.getByText('Block', { exact: true }).first()).toBeVisible({ timeout: 1000 })
    }).toPass({ timeout: 5000 })
    const hit = page.getByRole('row', { name: new RegExp(word) }).first()
    await expect(hit).toContainText('Custom rule for the tag')
  })

  await test.step('the audit log shows each step', async () => {
    await menu.getByRole('link', { name: 'Audit log' }).click()
    const rows = page.getByRole('row')
    for (const what of [tag.code, word, app.id]) await expect(rows.filter({ hasText: what }).first()).toBeVisible()
    await expect(rows.filter({ hasText: stack.first_login.username }).first()).toBeVisible()
  })

  await test.step('sign out: nothing is left in the page or its storage', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
    expect(kept).not.toMatch(/eyJ/)
    await page.goBack()
    await expect(page.getByText(app.name)).toHaveCount(0)
  })
  expect(faults).toEqual([])
})

test('a person without rights sees no menu of what they may not do', async ({ page }) => {
  await comeInFromThePortal(page, 'bob')
  const menu = page.getByRole('navigation', { name: 'Main menu' })
  await expect(menu.getByRole('link', { name: 'Audit log' })).toHaveCount(0)
  await page.goto(`${stack.console}audit`)
  await expect(page.getByRole('heading', { name: 'You may not open this page' })).toBeVisible()
})

test('a reload keeps the session, and a used ticket does not sign in', async ({ page }) => {
  await comeInFromThePortal(page)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await page.context().clearCookies()
  await page.goto(`${stack.console}sso/login?ticket=TK_used`)
  await expect(page.getByRole('heading', { name: 'You could not be signed in' })).toBeVisible()
  expect(page.url()).not.toContain('ticket')
})

test('a form by keyboard: focus goes into it and comes back; filters stay through a reload', async ({ page }) => {
  await comeInFromThePortal(page)
  await page.goto(`${stack.console}tags`)
  const opener = page.getByRole('button', { name: 'New tag' })
  await opener.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Code')).toBeFocused()
  await page.keyboard.type('never-saved')
  await page.keyboard.press('Escape')
  await expect(page.getByText('Unsaved changes')).toBeVisible()
  await page.keyboard.press('Enter') // keeps it
  await expect(page.getByText('Unsaved changes')).toHaveCount(0)
  await expect(dialog.getByLabel('Code')).toHaveValue('never-saved')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Discard changes' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(opener).toBeFocused()

  const search = page.getByLabel('Find by name or code')
  await search.fill('nothing like it')
  await expect(page).toHaveURL(/q=nothing/)
  await page.reload()
  await expect(search).toHaveValue('nothing like it')
  await expect(page.getByText('Nothing matches')).toBeVisible()
})
