// Sign-in at OpenID Providers of other sites, from the console's sign-in page and back into the console. PROVIDERS, as JSON: who signs in where.
import { expect, test, type Page } from '@playwright/test'
import { confirm } from './people'
import { stack } from './stack'

interface Provider {
  name: string // of the way in
  who: string // what a person types there
  password: string
  shown: string // in what the console calls them
}

const providers = JSON.parse(process.env.PROVIDERS ?? '[]') as Provider[]

/** Through the provider's own pages: a form for who it is, perhaps one that asks for consent. */
async function goThrough(page: Page, provider: Provider) {
  await page.waitForURL((url) => url.hostname === 'localhost')
  await page.locator('input:not([type=hidden]):not([type=password])').fill(provider.who)
  await page.locator('input[type=password]').fill(provider.password)
  await page.locator('button[type=submit]').click()
  const consent = page.getByRole('button', { name: 'Continue', exact: true })
  await expect(consent.or(page.getByRole('heading', { name: 'Is it you?' }))).toBeVisible()
  if (await consent.isVisible()) await consent.click()
}

for (const provider of providers) {
  test(`there and back by ${provider.name}`, async ({ page, context }) => {
    await page.goto(stack.console)
    await page.getByRole('link', { name: `Sign in with ${provider.name}` }).click()
    await goThrough(page, provider)
    await confirm(page)
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
    await expect(page.getByText(provider.shown).first()).toBeVisible()
    expect(page.url().startsWith(stack.console)).toBe(true)
    expect(page.url()).not.toContain('#')
    await page.reload()
    await expect(page.getByText(provider.shown).first()).toBeVisible() // the session's cookie is good
    const cookies = await context.cookies(stack.url)
    expect(cookies.map((cookie) => [cookie.name, cookie.httpOnly, cookie.sameSite]).sort()).toEqual([['lgm_last', true, 'Strict'], ['lgm_refresh', true, 'Strict']])
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('link', { name: /Sign in/ }).first()).toBeVisible()
  })
}
