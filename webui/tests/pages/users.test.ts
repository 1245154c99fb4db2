import { flushPromises, mount } from '@vue/test-utils'
import { ElMessageBox } from 'element-plus'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { apiKey, createApi } from '@/api/client'
import type { User } from '@/api/types'
import { i18n } from '@/i18n'
import { messages } from '@/i18n/en'
import UserAccess from '@/pages/users/UserAccess.vue'
import UsersPage from '@/pages/users/UsersPage.vue'
import { sessionPartsKey, useSession, type SessionParts } from '@/session/store'

i18n.global.setLocaleMessage('en', messages as never)

// One user; the service raises the version with each change, and refuses another.
const user = { id: 'u1', username: 'lea', role: 'NONE', is_active: true, version: 3 } as User
const role = (id: string, code: string) => ({ id, role_code: code, role_name: code, role_type: 'GLOBAL' })
let now: User
let grants: object[]
let writes: { call: string; tag: string | null; status: number }[]

async function answer(request: Request) {
  const path = new URL(request.url).pathname
  const json = (body: unknown, status = 200) =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
  if (request.method === 'GET') {
    if (path === '/users/') return json([now])
    if (path === '/users/u1/roles') return json(grants)
    return json(path === '/roles/' ? [role('r1', 'NONE'), role('r2', 'TAGGER'), role('r3', 'OTHER')] : [])
  }
  const tag = request.headers.get('If-Match')
  const status = tag === null || tag === `"${now.version}"` ? 200 : 412
  writes.push({ call: `${request.method} ${path}`, tag, status })
  if (status === 200) now = { ...now, ...(await request.json()), version: now.version + 1 }
  return json(status === 200 ? { message: 'done' } : { status, code: 'version_mismatch', detail: 'x' }, status)
}

async function page() {
  const api = createApi('http://console.test', answer)
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/users', name: 'users', component: UsersPage }],
  })
  await router.push('/users')
  const parts = { api, open: api, tokens: {}, tabs: { listen: () => {} } } as unknown as SessionParts
  const pinia = createPinia()
  setActivePinia(pinia)
  const Root = defineComponent({
    setup() {
      useSession().rights = { has: () => true } as never
      return () => h(RouterView)
    },
  })
  const global = { plugins: [i18n, router, pinia], provide: { [apiKey as symbol]: api, [sessionPartsKey as symbol]: parts } }
  const mounted = mount(Root, { global, attachTo: document.body })
  await flushPromises()
  return mounted
}
const press = async (label: string) => {
  const found = [...document.querySelectorAll<HTMLButtonElement>('button')].find((one) => one.textContent?.trim() === label)
  expect(found, label).toBeDefined()
  found!.click()
  await flushPromises()
}

beforeEach(() => {
  now = user
  writes = []
  grants = []
})
afterEach(() => (document.body.innerHTML = ''))

describe('a user is changed as they were seen', () => {
  it('when switched off', async () => {
    vi.spyOn(ElMessageBox, 'confirm').mockResolvedValue('confirm' as never)
    const mounted = await page()
    await press('Disable')
    expect(writes).toEqual([{ call: 'PATCH /users/u1/status', tag: '"3"', status: 200 }])
    await press('Enable')
    expect(writes[1]).toEqual({ call: 'PATCH /users/u1/status', tag: '"4"', status: 200 })
    mounted.unmount()
  })

  it('when given another role, and then a third one', async () => {
    const mounted = await page()
    await press('Access')
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
    mounted.unmount()
  })

  it('and not when somebody else was there first', async () => {
    vi.spyOn(ElMessageBox, 'confirm').mockResolvedValue('confirm' as never)
    const mounted = await page()
    now = { ...now, version: 9 }
    await press('Disable')
    expect(writes).toEqual([{ call: 'PATCH /users/u1/status', tag: '"3"', status: 412 }])
    expect(now.is_active).toBe(true)
    mounted.unmount()
  })
})

describe('where somebody comes from', () => {
  it.each([
    [{ user_id: 'E1001', is_local: false }, 'Portal'],
    [{ is_local: false }, 'Identity provider'],
    [{ is_local: true }, 'Local account'],
    [{}, 'Local account'], // admin-service of the version before, which knows no other provider
  ])('is told of %j', async (more, kind) => {
    now = { ...user, ...more } as User
    expect((await page()).find('tbody').text()).toContain(kind)
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
    const mounted = await page()
    await press('Access')
    const lists = [...document.querySelectorAll('.el-dialog ul')]
    const parts = (line: Element) => [...line.children].map((part) => part.textContent?.trim())
    expect(lists.map((list) => [...list.querySelectorAll('li')].map(parts))).toEqual([
      [['shop · BYHAND', 'Remove']],
      [
        ['bank · MAPPED', 'https://idp.example'],
        ['Everywhere · GLOBAL', 'https://idp.example'],
      ],
    ])
    mounted.unmount()
  })

  it('are no part of the page where there are none', async () => {
    const mounted = await page()
    await press('Access')
    expect(document.body.textContent).not.toContain('Roles by groups')
    mounted.unmount()
  })
})
