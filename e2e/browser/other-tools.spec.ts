// A tool on another port of the console's host, whose nginx asks who is signed in. TOOL, as JSON: where it is, and who it is told of.
import { expect, test } from '@playwright/test'
import { comeInFromThePortal } from './people'
import { stack } from './stack'

const tool = JSON.parse(process.env.TOOL ?? '{}') as { url: string; shown: string }

test('who is signed in is known to the tool, until they have signed out', async ({ page, context }) => {
  await page.goto(tool.url)
  await page.waitForURL((url) => url.href.startsWith(stack.console)) // nobody yet: the tool's nginx sends them there
  await comeInFromThePortal(page)
  const inside = page.url()

  const told = async () => new Map<string, string>(JSON.parse((await page.locator('pre').textContent()) ?? '') as [string, string][])
  await page.goto(`${tool.url}/d/any?from=now`)
  const headers = new Map([...(await told())].map(([name, value]) => [name.toLowerCase(), value]))
  expect(headers.get('x-webauth-user')).toBe(tool.shown)
  expect([...headers.keys()]).not.toContain('cookie')

  const cookie = (await context.cookies(tool.url)).find((one) => one.name === 'lgm_tools')
  expect([cookie?.httpOnly, cookie?.sameSite, cookie?.path]).toEqual([true, 'Lax', '/'])
  expect(await page.evaluate(() => document.cookie)).toBe('')
  // A script of the tool's pages gets nowhere with the console's cookie.
  const status = await page.evaluate(async (url) => {
    const asked = { method: 'POST', credentials: 'include', mode: 'no-cors', body: '{}', headers: { 'Content-Type': 'text/plain' } } as const
    const answer = await fetch(url, asked)
    return [answer.type, await fetch(url, { ...asked, mode: 'cors', headers: { 'Content-Type': 'application/json' } }).then(() => 'read', () => 'refused')]
  }, `${new URL(stack.url).origin}/dbmanage/api/v1/sso/refresh`)
  expect(status).toEqual(['opaque', 'refused'])

  await page.goto(inside)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('link', { name: /Sign in/ }).first()).toBeVisible()
  expect((await context.cookies(tool.url)).map((one) => one.name)).not.toContain('lgm_tools')
  await page.goto(tool.url)
  await page.waitForURL((url) => url.href.startsWith(stack.console))
})
