import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { ElMessageBox } from 'element-plus'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { User } from '@/api/types'
import { i18n } from '@/i18n'
import { messages } from '@/i18n/en'
import UserAccess from '@/pages/users/UserAccess.vue'
import UserPage from '@/pages/users/UserPage.vue'
import UsersPage from '@/pages/users/UsersPage.vue'
import { buttons, faultAt, field, json, pick, press, rightsOf, show, text, type } from './onPage'

i18n.global.setLocaleMessage('en', messages as never)
vi.setConfig({ testTimeout: 30_000 }) // whole pages are mounted, on a machine that may be busy

// One user; the service raises the version with each change, and refuses another.
const user = { id: 'u1', username: 'lea', role: 'NONE', is_active: true, version: 3, is_local: true, kind: 'PERSON' } as User
const role = (id: string, code: string) => ({ id, role_code: code, role_name: code, role_type: 'GLOBAL' })
const bot = { ...user, id: 'u2', username: 'importer', is_local: false, kind: 'SERVICE' } as User
let now: User
let others: User[]
let grants: object[]
let localLogin: boolean
let unreadable: boolean
let olderService: boolean
let reads: string[]
let refusal: { status: number; body: object } | null
let writes: { call: string; tag: string | null; status: number }[]
let bodies: unknown[]

function made(body: { username: string; kind?: string }) {
  const account = { ...user, ...body, id: 'u9', version: 1, password: body.kind === 'SERVICE' ? null : 'cedar-7-lamp-river' }
  others = [...others, { ...account, kind: body.kind ?? 'PERSON' } as User]
  return json(others.at(-1))
}

function readUsers(id: string) {
  reads.push(id)
  const known = [now, ...others]
  const found = known.find((one) => one.id === id)
  if (unreadable) return json({}, 503)
  if (!id) return json(known)
  if (olderService) return json({ status: 405, code: 'method_not_allowed', detail: 'x' }, 405)
  return found ? json(found) : json({ status: 404, code: 'not_found', detail: 'x' }, 404)
}

async function answer(request: Request) {
  const path = new URL(request.url).pathname
  if (request.method === 'GET') {
    const asked = /^\/users\/(\w*)$/.exec(path)?.[1]
    if (asked !== undefined) return readUsers(asked)
    if (path === '/users/u1/roles') return json(grants)
    if (path === '/sso/ways') return json({ ways: localLogin ? [{ id: 'password', kind: 'password', name: { zh: '', en: '' }, healthy: true }] : [] })
    return json(path === '/roles/' ? [role('r1', 'NONE'), role('r2', 'TAGGER'), role('r3', 'OTHER')] : [])
  }
  const tag = request.headers.get('If-Match')
  const status = refusal?.status ?? (tag === null || tag === `"${now.version}"` ? 200 : 412)
  const body = await request.json().catch(() => null)
  writes.push({ call: `${request.method} ${path}`, tag, status })
  bodies.push(body)
  if (refusal) return json(refusal.body, refusal.status)
  if (status !== 200) return json({ status, code: 'version_mismatch', detail: 'x' }, status)
  if (path === '/users/') return made(body)
  if (path.endsWith('/reset-password')) return json({ username: now.username, password: 'river-4-cedar-moss' })
  now = { ...now, ...body, version: now.version + 1 }
  return json({ message: 'done' })
}

const routes = [
  { path: '/users', name: 'users', component: UsersPage },
  { path: '/users/:id/:tab?', name: 'user', component: UserPage, props: true },
]
const list = (rights = rightsOf('SYSTEM_ADMIN')) => show({ path: '/users', routes, answer, rights })
const page = (more: Partial<Parameters<typeof show>[0]> = {}) => show({ path: '/users/u1', routes, answer, ...more })
const secret = () => document.querySelector<HTMLInputElement>('input[aria-label="One-time password"]')

beforeEach(() => {
  now = user
  others = []
  writes = []
  bodies = []
  grants = []
  localLogin = true
  unreadable = false
  olderService = false
  reads = []
  refusal = null
})
enableAutoUnmount(afterEach)
afterEach(() => {
  document.body.innerHTML = ''
  vi.restoreAllMocks()
})

describe('a user is changed as they were seen', () => {
  it('when switched off', async () => {
    vi.spyOn(ElMessageBox, 'confirm').mockResolvedValue('confirm' as never)
    await list()
    await press('Disable')
    expect(writes).toEqual([{ call: 'PATCH /users/u1/status', tag: '"3"', status: 200 }])
    await press('Enable')
    expect(writes[1]).toEqual({ call: 'PATCH /users/u1/status', tag: '"4"', status: 200 })
  })

  it('when given another role, and then a third one', async () => {
    const { mounted } = await page()
    const access = mounted.findComponent(UserAccess)
    const choose = async (code: string) => {
      access.findComponent({ name: 'ElSelect' }).vm.$emit('update:modelValue', code)
      await flushPromises()
      await press('Save')
    }
    await choose('TAGGER')
    await choose('OTHER')
    expect(writes).toEqual([
      { call: 'PUT /users/u1/role', tag: '"3"', status: 200 },
      { call: 'PUT /users/u1/role', tag: '"4"', status: 200 },
    ])
  })

  it('and not when somebody else was there first', async () => {
    vi.spyOn(ElMessageBox, 'confirm').mockResolvedValue('confirm' as never)
    await list()
    now = { ...now, version: 9 }
    await press('Disable')
    expect(writes).toEqual([{ call: 'PATCH /users/u1/status', tag: '"3"', status: 412 }])
    expect(now.is_active).toBe(true)
  })

  it('when deleted, once its name was typed; the question says what goes with it', async () => {
    const { router } = await page()
    await press('Delete')
    expect(document.querySelector('.el-dialog')!.textContent).toMatch(/All sessions end at once.*can come again, as somebody new/)
    expect(buttons('Delete').at(-1)!.disabled).toBe(true)
    await type('Type', 'lea')
    await press('Delete')
    expect(writes).toEqual([{ call: 'DELETE /users/u1', tag: '"3"', status: 200 }])
    expect(router.currentRoute.value.name).toBe('users')
  })
})

describe('where somebody comes from', () => {
  it.each([
    [{ user_id: 'E1001', is_local: false }, 'Portal'],
    [{ is_local: false }, 'Identity provider'],
    [{ is_local: true }, 'Local account'],
    [{ is_local: undefined, kind: undefined }, 'Local account'], // admin-service of the version before, which knows no other provider
    [{ is_local: false, kind: 'SERVICE' }, 'Service account'],
  ])('is told of %j', async (more, kind) => {
    now = { ...user, ...more } as User
    expect((await list()).mounted.find('tbody').text()).toContain(kind)
  })

  it('narrows the list, also by its address', async () => {
    others = [bot]
    const { mounted } = await show({ path: '/users?from=service', routes, answer })
    expect(mounted.findAll('tbody tr').map((row) => row.find('a').text())).toEqual(['importer'])
  })
})

describe('the page of one user', () => {
  const tabs = () => [...document.querySelectorAll('[role=tab]')].map((one) => one.textContent?.trim())
  it('has identities for a person', async () => {
    await page()
    expect(tabs()).toEqual(['Access', 'Identities'])
  })
  it('has API keys for a service account', async () => {
    others = [bot]
    await page({ path: '/users/u2' })
    expect(tabs()).toEqual(['Access', 'API keys'])
  })
  it('reads this user alone', async () => {
    await page()
    expect(document.querySelector('h1')!.textContent).toContain('lea')
    expect(reads).toEqual(['u1'])
  })
  it('is not there for who is unknown', async () => {
    await page({ path: '/users/u404' })
    expect(text()).toContain('404')
    expect(reads).toEqual(['u404'])
  })
  it('finds the user in the list where admin-service of the version before answers', async () => {
    olderService = true
    await page()
    expect(document.querySelector('h1')!.textContent).toContain('lea')
    expect(reads).toEqual(['u1', ''])
  })
  it('is not there for who is in no list of that version', async () => {
    olderService = true
    await page({ path: '/users/u404' })
    expect(text()).toContain('404')
  })
  it('is shown to who may read everything, without what changes it', async () => {
    grants = [{ id: 'g1', user_id: 'u1', role_id: 'r', scenario_id: 'shop', role_code: 'BYHAND', role_type: 'SCENARIO', source: null }]
    await page({ rights: rightsOf('AUDITOR') })
    expect(text()).toContain('shop · BYHAND')
    for (const label of ['Save', 'Add', 'Remove', 'Disable', 'Delete', 'Reset password']) expect(buttons(label), label).toEqual([])
  })
  it('lets nobody reset, disable or delete themselves', async () => {
    await page({ userId: 'local:u1' })
    for (const label of ['Disable', 'Delete', 'Reset password']) expect(buttons(label), label).toEqual([])
  })
})

describe('roles that groups at a provider gave', () => {
  it('stand apart from those that people gave, with where they come from, and cannot be removed', async () => {
    const grant = { user_id: 'u1', role_id: 'r', role_name: 'x', created_at: '2026-02-06T08:00:00Z' }
    grants = [
      { ...grant, id: 'g1', scenario_id: 'shop', role_code: 'BYHAND', role_type: 'SCENARIO', source: null },
      { ...grant, id: 'g2', scenario_id: 'bank', role_code: 'MAPPED', role_type: 'SCENARIO', source: 'https://idp.example' },
      { ...grant, id: 'g3', scenario_id: null, role_code: 'GLOBAL', role_type: 'GLOBAL', source: 'https://idp.example' },
    ]
    await page()
    const lists = [...document.querySelectorAll('.panel ul')]
    const parts = (line: Element) => [...line.children].map((part) => part.textContent?.trim())
    expect(lists.map((one) => [...one.querySelectorAll('li')].map(parts))).toEqual([
      [['shop · BYHAND', 'Remove']],
      [
        ['bank · MAPPED', 'https://idp.example'],
        ['Everywhere · GLOBAL', 'https://idp.example'],
      ],
    ])
  })

  it('are no part of the page where there are none', async () => {
    await page()
    expect(text()).not.toContain('Roles by groups')
  })
})

describe('a one-time password', () => {
  it('is made in place of the old one, after a question, and shown once', async () => {
    const asked = vi.spyOn(ElMessageBox, 'confirm').mockResolvedValue('confirm' as never)
    await page()
    await press('Reset password')
    expect(asked.mock.calls[0]![0]).toMatch(/lea is good no longer, and all sessions end/)
    expect(writes.map((one) => one.call)).toEqual(['POST /users/u1/reset-password'])
    expect(secret()!.value).toBe('river-4-cedar-moss')
    await press('I have stored it')
    expect([...document.querySelectorAll('input')].map((one) => one.value)).not.toContain('river-4-cedar-moss')
  })

  it('stays while the page cannot be read again', async () => {
    vi.spyOn(ElMessageBox, 'confirm').mockResolvedValue('confirm' as never)
    await page()
    unreadable = true
    await press('Reset password')
    expect(secret()!.value).toBe('river-4-cedar-moss')
    await press('I have stored it')
    expect(text()).toContain('This could not be loaded')
  })

  it('is not made unless the question is answered', async () => {
    vi.spyOn(ElMessageBox, 'confirm').mockRejectedValue('cancel')
    await page()
    await press('Reset password')
    expect(writes).toEqual([])
  })

  it('says what its maker lacks', async () => {
    vi.spyOn(ElMessageBox, 'confirm').mockResolvedValue('confirm' as never)
    refusal = { status: 403, body: { status: 403, code: 'not_held', detail: 'x', facts: { missing: 'tag_management' } } }
    await page()
    await press('Reset password')
    expect(text()).toContain('You lack “Tag management” yourself.')
  })

  it.each([
    ['a person of a provider', { is_local: false }, true],
    ['a service account', { kind: 'SERVICE', is_local: false }, true],
    ['anybody, where local accounts are switched off', {}, false],
  ])('is not offered for %s', async (_, more, switchedOn) => {
    now = { ...user, ...more } as User
    localLogin = switchedOn
    await page()
    expect(buttons('Disable')).toHaveLength(1)
    expect(buttons('Reset password')).toEqual([])
  })
})

describe('a new account', () => {
  const start = async () => {
    const shown = await list()
    await press('New account')
    return shown
  }

  it('of a person is told its one-time password once', async () => {
    await start()
    await type('User name', 'max')
    await type('Display name', 'Max M.')
    await press('Create')
    expect(bodies).toEqual([{ username: 'max', display_name: 'Max M.' }])
    expect(secret()!.value).toBe('cedar-7-lamp-river')
    expect(text()).toContain('good for one sign-in within 24 hours')
    await press('I have stored it')
    expect(text()).toContain('Max M.')
    expect([...document.querySelectorAll('input')].map((one) => one.value)).not.toContain('cedar-7-lamp-river')
  })

  it('of a program has no password, and goes on to its keys', async () => {
    const { router } = await start()
    await pick('Service account')
    await type('User name', 'importer')
    await press('Create')
    expect(bodies).toEqual([{ username: 'importer', kind: 'SERVICE' }])
    expect(router.currentRoute.value.params).toEqual({ id: 'u9', tab: 'api-keys' })
    expect(secret()).toBeNull()
  })

  it('can be of a program alone where local accounts are switched off', async () => {
    localLogin = false
    await start()
    const radios = [...document.querySelectorAll<HTMLInputElement>('.el-radio input')]
    expect(radios.map((one) => [one.checked, one.disabled])).toEqual([
      [false, true],
      [true, false],
    ])
    expect(text()).toContain('Signing in with a local account is switched off here.')
  })

  it('needs a name without blanks at its ends', async () => {
    await start()
    await press('Create')
    await faultAt('User name', 'Required')
    await type('User name', ' max')
    await press('Create')
    await faultAt('User name', 'Must not begin or end with a blank')
    expect(writes).toEqual([])
  })

  it.each([
    [{ status: 400, code: 'duplicate', facts: { what: 'User' } }, 'User name', 'There is a user of this name already.'],
    [{ status: 400, code: 'service_account_right', facts: { right: 'user_management' } }, 'Role', 'never holds “User management”'],
    [{ status: 422, code: 'invalid', errors: [{ pointer: '/username', code: 'too_long', detail: 'x', limit: 64, actual: 70 }] }, 'User name', 'At most 64 characters'],
  ])('is refused at the field: %j', async (body, label, fault) => {
    await start()
    await type('User name', 'max')
    refusal = { status: body.status, body: { detail: 'x', ...body } }
    await press('Create')
    await faultAt(label, fault)
    expect(field('User name').value).toBe('max')
  })

  it('is offered to who manages users alone', async () => {
    await list(rightsOf('AUDITOR'))
    expect(buttons('New account')).toEqual([])
    expect(buttons('Open')).toHaveLength(1)
  })
})
