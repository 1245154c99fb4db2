import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { ElMessageBox } from 'element-plus'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { apiKey, createApi } from '@/api/client'
import { i18n } from '@/i18n'
import { setZone } from '@/i18n/zone'
import { messages } from '@/i18n/en'
import AccountPage from '@/pages/account/AccountPage.vue'
import { ownRights } from '@/pages/account/ownRights'
import ZoneChoice from '@/pages/account/ZoneChoice.vue'
import { sessionPartsKey, useSession, type SessionParts } from '@/session/store'

i18n.global.setLocaleMessage('en', messages as never)
vi.setConfig({ testTimeout: 30_000 }) // whole pages are mounted, on a machine that may be busy

const session = (sid: string, current = false) => ({
  sid, current, client_id: current ? 'console' : 'api', created_at: '2026-11-01T08:00:00Z', last_used_at: '2026-11-30T08:00:00Z', ip_address: `10.0.0.${sid}`, user_agent: `Browser ${sid}`,
}) // fmt: skip
let sessions: ReturnType<typeof session>[]
let ended: string[]
let refusal: [number, object] | null

async function answer(request: Request) {
  const path = new URL(request.url).pathname
  const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
  if (request.method === 'DELETE') {
    ended.push(path)
    if (refusal) return json(refusal[1], refusal[0])
    sessions = sessions.filter((one) => !path.endsWith(`/${one.sid}`))
    return json({ message: 'done' })
  }
  const answers: Record<string, unknown> = {
    '/sso/sessions': sessions,
    '/permissions/me': { user_id: 'u1', username: 'lea', role: 'ANNOTATOR', scenarios: [] },
    '/roles/': [{ id: 'r1', role_code: 'ANNOTATOR' }, { id: 'r2', role_code: 'SCENARIO_ADMIN' }],
    '/users/u1/roles': [{ id: 'g', role_id: 'r2', role_code: 'SCENARIO_ADMIN', scenario_id: 'shop' }],
    '/users/u1/scenarios': [{ id: 'a', scenario_id: 'old', role: 'ANNOTATOR', permissions: { playground: true, performance_test: false } }],
    '/roles/r1/permissions': [{ permission_code: 'smart_labeling' }],
    '/roles/r2/permissions': [{ permission_code: 'scenario_keywords' }, { permission_code: 'scenario_policies' }],
  } // fmt: skip
  return path in answers ? json(answers[path]) : json({ status: 404, code: 'not_found', detail: 'x' }, 404)
}

async function page(local = false) {
  const api = createApi('http://console.test', answer)
  const routes = [{ path: '/account', component: AccountPage }, { path: '/account/password', name: 'password', component: { template: '' } }]
  const router = createRouter({ history: createMemoryHistory(), routes })
  await router.push('/account')
  const parts = { api, open: api, tokens: {}, tabs: { listen: () => {} } } as unknown as SessionParts
  const pinia = createPinia()
  setActivePinia(pinia)
  const Root = defineComponent({
    setup() {
      const mine = useSession()
      mine.person = { userId: 'lea', name: 'Lea L.', role: 'ANNOTATOR' }
      mine.local = local
      return () => h(RouterView)
    },
  })
  const mounted = mount(Root, { global: { plugins: [i18n, router, pinia], provide: { [apiKey as symbol]: api, [sessionPartsKey as symbol]: parts } }, attachTo: document.body })
  await flushPromises()
  return mounted
}
const rows = (label: string) =>
  [...document.querySelectorAll(`[aria-label="${label}"] .el-table__body tr`)].map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent?.trim().replace(/\s+/g, ' ')))
const press = async (label: string) => {
  const found = [...document.querySelectorAll<HTMLButtonElement>('button')].filter((one) => one.textContent?.trim() === label)
  expect(found, label).not.toEqual([])
  found[0]!.click()
  await flushPromises()
}

beforeEach(() => {
  sessions = [session('1'), session('2', true), session('3')]
  ended = []
  refusal = null
})
enableAutoUnmount(afterEach)
afterEach(() => {
  setZone('')
  i18n.global.locale.value = 'en'
  document.body.innerHTML = ''
  vi.restoreAllMocks()
})

describe('sessions', () => {
  it('stand with this one first, which cannot be ended here', async () => {
    await page()
    const shown = rows('Where you are signed in')
    expect(shown.map((row) => row[0])).toEqual(['Console This oneBrowser 2', 'Program Browser 1', 'Program Browser 3'])
    expect(shown.map((row) => row.at(-1))).toEqual(['', 'End', 'End'])
    expect(shown[0]![1]).toBe('10.0.0.2')
  })

  it('are ended one by one', async () => {
    await page()
    await press('End')
    expect(ended).toEqual(['/sso/sessions/1'])
    expect(rows('Where you are signed in')).toHaveLength(2)
  })

  it('are all ended but this one, after a question', async () => {
    const asked = vi.spyOn(ElMessageBox, 'confirm').mockRejectedValueOnce('cancel').mockResolvedValue('confirm' as never)
    await page()
    await press('End all others')
    expect(ended).toEqual([])
    await press('End all others')
    expect(asked.mock.calls[0]![0]).toBe('2 other sessions of yours end at once. This one stays.')
    expect(ended).toEqual(['/sso/sessions/1', '/sso/sessions/3'])
    expect(document.body.textContent).not.toContain('End all others')
  })

  it('that have ended meanwhile are no fault; a refusal is said, and stops there', async () => {
    vi.spyOn(ElMessageBox, 'confirm').mockResolvedValue('confirm' as never)
    refusal = [404, { status: 404, code: 'not_found', detail: 'x' }]
    await page()
    await press('End all others')
    expect(ended).toHaveLength(2)
    refusal = [403, { status: 403, code: 'recent_sign_in_required', detail: 'x' }]
    await press('End all others')
    expect(ended).toHaveLength(3)
    expect(document.body.textContent).toContain('To end another session you must have signed in recently.')
  })
})

describe('rights', () => {
  it('stand by where they come from', async () => {
    await page()
    expect(rows('What you may do, and why')).toEqual([
      ['Annotator', 'everywhere', 'Labelling'],
      ['Scenario administrator', 'shop', 'Scenario keywords, Scenario policies'],
      ['Older assignment', 'old', 'Playground'],
    ])
  })

  it('ask for what a role holds once', async () => {
    const codesOf = vi.fn(async () => ['playground'])
    const grants = ['a', 'b'].map((scenario_id) => ({ role_id: 'r', role_code: 'R', scenario_id }))
    expect(await ownRights({ role: 'NONE', roles: [], grants, assignments: [{ scenario_id: 'c', permissions: null }], codesOf })).toEqual([
      { role: 'R', scenario: 'a', codes: ['playground'] },
      { role: 'R', scenario: 'b', codes: ['playground'] },
      { role: '', scenario: 'c', codes: [] },
    ])
    expect(codesOf).toHaveBeenCalledTimes(1)
  })
})

it('leads to the own password where there is one, and says where it is elsewhere', async () => {
  const mounted = await page(true)
  expect(mounted.find('a[href="/account/password"]').text()).toBe('Change password')
  mounted.unmount()
  await page()
  expect(document.querySelector('a')).toBeNull()
  expect(document.body.textContent).toContain('Is kept where you sign in, not here.')
})

it('changes the language', async () => {
  await page()
  ;[...document.querySelectorAll<HTMLElement>('.el-radio')].find((one) => one.textContent === '中文')!.querySelector('input')!.click()
  await vi.waitFor(() => expect(document.documentElement.lang).toBe('zh-CN'), { timeout: 10_000 })
  expect(localStorage.getItem('lgm.locale')).toBe('zh-CN')
})

describe('the time zone', () => {
  const choose = async (mounted: Awaited<ReturnType<typeof page>>, value: string) => {
    mounted.findComponent({ name: 'ElSelectV2' }).vm.$emit('update:modelValue', value)
    await flushPromises()
  }
  const labels = (mounted: Awaited<ReturnType<typeof page>>) =>
    (mounted.findComponent({ name: 'ElSelectV2' }).props('options') as { label: string }[]).map((one) => one.label)
  const heads = () => [...document.querySelectorAll('[aria-label="Where you are signed in"] th')].map((one) => one.textContent?.trim())

  it('is one of those that the browser knows, and all times follow it at once', async () => {
    const mounted = await page()
    expect(mounted.findComponent(ZoneChoice).text()).toMatch(/As the browser \(.+\)/)
    expect(labels(mounted)).toContain('America/New York')
    await choose(mounted, 'America/New_York')
    expect(localStorage.getItem('lgm.zone')).toBe('America/New_York')
    expect(rows('Where you are signed in')[0]!.slice(2, 4)).toEqual(['Nov 01, 2026, 03:00:00', 'Nov 30, 2026, 03:00:00'])
    expect(heads().slice(2, 4)).toEqual(['Since (UTC-5)', 'Last used (UTC-5)'])
    expect(mounted.findComponent(ZoneChoice).text()).toMatch(/America\/New York.*Now UTC-[45]\./)
    await choose(mounted, 'Asia/Tokyo')
    expect(rows('Where you are signed in')[0]![2]).toBe('Nov 01, 2026, 17:00:00')
    await choose(mounted, 'browser')
    expect(localStorage.getItem('lgm.zone')).toBeNull()
    expect(mounted.findComponent(ZoneChoice).text()).toContain('As the browser')
  })

  it('that this version of the browser no longer lists stays to be seen', async () => {
    setZone('US/Eastern')
    const mounted = await page()
    expect(mounted.findComponent(ZoneChoice).text()).toContain('US/Eastern')
  })
})
