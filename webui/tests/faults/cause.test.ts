import { expect, it } from 'vitest'
import { causeOf, entryOf } from '@/faults/cause'

const index = (script: string) => `<!doctype html><script type="module" crossorigin src="/web-manager/assets/${script}"></script><div id="app"></div>`
const answers = (body: string, status = 200) => () => Promise.resolve(new Response(body, { status }))
const mine = '/web-manager/assets/index-a.js'

it('is the connection when nothing answers', async () => {
  expect(await causeOf(() => Promise.reject(new TypeError('Failed to fetch')), mine)).toBe('offline')
})

it('is the connection when the answer breaks off', async () => {
  const broken = { ok: true, text: () => Promise.reject(new TypeError('network error')) } as Response
  expect(await causeOf(() => Promise.resolve(broken), mine)).toBe('offline')
})

it('is another release when the console begins with another script by now', async () => {
  expect(await causeOf(answers(index('index-b.js')), mine)).toBe('release')
})

it.each([
  ['the same release', answers(index('index-a.js'))],
  ['a server in trouble', answers(index('index-b.js'), 503)],
  ['a page that is not the console', answers('<h1>Please pay for the network</h1>')],
])('is not called an upgrade: %s', async (_what, ask) => expect(await causeOf(ask, mine)).toBe('unknown'))

it('knows what this page began with', () => {
  document.head.innerHTML = '<script type="module" src="/web-manager/assets/index-c.js"></script>'
  expect(entryOf(document)).toBe('/web-manager/assets/index-c.js')
})
