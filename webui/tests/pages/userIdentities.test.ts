import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { User, UserIdentity } from '@/api/types'
import { i18n } from '@/i18n'
import { messages } from '@/i18n/en'
import UserPage from '@/pages/users/UserPage.vue'
import { buttons, faultAt, json, pick, press, rightsOf, show, text, type } from './onPage'

i18n.global.setLocaleMessage('en', messages as never)
vi.setConfig({ testTimeout: 30_000 }) // whole pages are mounted, on a machine that may be busy

const PATH = '/users/u1/identities'
const lea = { id: 'u1', user_id: 'E1001', username: 'lea', role: 'NONE', is_active: true, version: 3, is_local: false, kind: 'PERSON' } as User
const portal: UserIdentity = { id: 'i1', user_id: 'u1', provider: 'usap', subject: 'E1001' }
const corp: UserIdentity = { id: 'i2', user_id: 'u1', provider: 'https://idp.example', subject: '7d1b6c0e' }
let now: User
let rows: UserIdentity[]
let refusal: { status: number; code: string; facts?: object; errors?: object[] } | null
let writes: { call: string; body: unknown }[]

async function answer(request: Request) {
  const path = new URL(request.url).pathname
  if (request.method === 'GET') return json(path === '/users/u1' ? now : path === PATH ? rows : path === '/sso/ways' ? { ways: [] } : [])
  const body = request.method === 'POST' ? await request.json() : null
  writes.push({ call: `${request.method} ${path}`, body })
  if (refusal) return json({ detail: 'x', ...refusal }, refusal.status)
  if (request.method === 'POST') rows = [...rows.filter((one) => one.provider !== 'local'), { id: 'i9', user_id: 'u1', ...body }]
  else rows = rows.filter((one) => path !== `${PATH}/${one.id}`)
  if (request.method === 'POST') now = { ...now, is_local: false }
  return json({ ...portal, ...body })
}
const routes = [
  { path: '/users', name: 'users', component: { template: '' } },
  { path: '/users/:id/:tab?', name: 'user', component: UserPage, props: true },
]
const page = (more: Partial<Parameters<typeof show>[0]> = {}) => show({ path: '/users/u1/identities', routes, answer, ...more })
const dialog = () => document.querySelector('.el-dialog')?.textContent ?? ''

beforeEach(() => {
  now = lea
  rows = [portal, corp]
  refusal = null
  writes = []
})
enableAutoUnmount(afterEach)
afterEach(() => (document.body.innerHTML = ''))

describe('the identities of a person', () => {
  it('are listed by provider, as whom there', async () => {
    const { mounted } = await page()
    expect(mounted.findAll('tbody tr').map((row) => row.findAll('td').slice(0, 2).map((cell) => cell.text()))).toEqual([
      ['Portal', 'E1001'],
      ['https://idp.example', '7d1b6c0e'],
    ])
  })
  it.each([
    ['who may read alone', { rights: rightsOf('AUDITOR') }],
    ['the person, even as an administrator', { userId: 'E1001' }],
  ])('are shown to %s, without what changes them', async (_, who) => {
    await page(who)
    expect(text()).toContain('7d1b6c0e')
    for (const label of ['Give an identity', 'Remove']) expect(buttons(label), label).toEqual([])
  })
  it('are not offered to be taken where there is one alone', async () => {
    rows = [portal]
    await page()
    expect(buttons('Remove')).toEqual([])
    expect(text()).toContain('it can be taken away once there is another one')
  })
})

describe('giving one', () => {
  const start = async (label = 'Another identity provider') => {
    await page()
    await press('Give an identity')
    await pick(label)
  }

  it('takes a provider by its issuer, to the letter', async () => {
    await start()
    expect(dialog()).toContain('All sessions of lea end at once.')
    expect(dialog()).not.toContain('its password is forgotten')
    await type('Issuer URL', 'https://login.example/realms/New/')
    await type('Known there as', ' a b')
    await press('Create')
    expect(writes).toEqual([{ call: `POST ${PATH}`, body: { provider: 'https://login.example/realms/New/', subject: ' a b' } }])
    expect(text()).toContain('https://login.example/realms/New/')
  })

  it('takes the portal by its name, and says what a local account loses', async () => {
    now = { ...lea, user_id: null, is_local: true }
    rows = [{ id: 'i0', user_id: 'u1', provider: 'local', subject: 'u1' }]
    await page()
    expect(document.querySelector('tbody')!.textContent).toContain('Local account')
    await press('Give an identity')
    expect(dialog()).toContain('This is a local account: its password is forgotten')
    await type('Known there as', 'E1001')
    await press('Create')
    expect(writes[0]!.body).toEqual({ provider: 'usap', subject: 'E1001' })
    expect(document.querySelector('header')!.textContent).not.toContain('Local account') // read again
  })

  it('asks for both, and for an issuer that can be one', async () => {
    await start()
    await press('Create')
    await faultAt('Issuer URL', 'Required')
    await faultAt('Known there as', 'Required')
    await type('Issuer URL', 'login.example?x')
    await press('Create')
    await faultAt('Issuer URL', 'An address that begins with https://')
    expect(writes).toEqual([])
  })

  it.each([
    [{ status: 400, code: 'duplicate', facts: { what: 'Identity' } }, 'This identity is somebody’s already.'],
    [{ status: 409, code: 'other_usap_id', facts: { user_id: 'E7' } }, 'The user has the USAP id E7: take that identity away first.'],
    [{ status: 400, code: 'reserved_id' }, 'must not begin with local: or oidc:'],
    [{ status: 422, code: 'invalid', errors: [{ pointer: '/subject', code: 'too_long', detail: 'x', limit: 255, actual: 300 }] }, 'At most 255 characters'],
  ])('is refused at the subject: %j', async (refused, fault) => {
    await start('Portal')
    await type('Known there as', 'E7')
    refusal = refused
    await press('Create')
    await faultAt('Known there as', fault)
  })

  it.each([
    [{ status: 400, code: 'self_change' }, 'Nobody changes their own role, status or identities'],
    [{ status: 403, code: 'not_held', facts: { missing: 'playground', scenario: 'shop' } }, 'You lack “Playground” in scenario shop yourself.'],
    [{ status: 400, code: 'service_account_identity' }, 'A service account signs in by no identity; it has API keys.'],
  ])('is refused above the form: %j', async (refused, sentence) => {
    await start('Portal')
    await type('Known there as', 'E7')
    refusal = refused
    await press('Create')
    expect(document.querySelector('.el-dialog .el-alert--error')!.textContent).toContain(sentence)
  })
})

describe('taking one away', () => {
  const start = async () => {
    await page()
    await press('Remove')
  }

  it('says first what ends', async () => {
    await start()
    expect(dialog()).toMatch(/https:\/\/idp\.example: 7d1b6c0e.*All sessions of lea end at once, .*roles that groups there gave/)
    await press('Delete')
    expect(writes).toEqual([{ call: `DELETE ${PATH}/i2`, body: null }])
    expect(document.querySelector('tbody')!.textContent).not.toContain('7d1b6c0e')
  })

  it.each([
    [{ status: 409, code: 'last_identity' }, 'only identity. Add another one first'],
    [{ status: 400, code: 'self_change' }, 'Nobody changes their own role, status or identities'],
    [{ status: 403, code: 'not_held', facts: { missing: 'SYSTEM_ADMIN' } }, 'You lack “System administrator” yourself.'],
  ])('is refused with a reason: %j', async (refused, sentence) => {
    await start()
    refusal = refused
    await press('Delete')
    expect(dialog()).toContain(sentence)
    expect(rows).toHaveLength(2)
  })
})
