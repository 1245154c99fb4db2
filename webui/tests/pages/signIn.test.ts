import { enableAutoUnmount, flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { createApi } from '@/api/client'
import type { WayIn } from '@/api/types'
import { configKey } from '@/config/installation'
import { i18n } from '@/i18n'
import { messages as en } from '@/i18n/en'
import { messages as zh } from '@/i18n/zh-CN'
import SignIn from '@/pages/signin/SignIn.vue'

i18n.global.setLocaleMessage('en', en as never)
i18n.global.setLocaleMessage('zh-CN', zh as never)

type Answer = [status: number, body: unknown]
let answers: Record<string, Answer>
let asked: string[]
let text: string
let page: VueWrapper

async function fetcher(request: Request) {
  const path = new URL(request.url).pathname
  asked.push(path)
  const [status, body] = answers[path] ?? [503, { status: 503, code: 'unavailable', detail: 'x' }]
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
}

const portal = { id: 'ticket', kind: 'ticket', name: { zh: '统一门户', en: 'Enterprise portal' }, portal_url: 'https://portal.test/', healthy: true } as const
const corp = { id: 'corp', kind: 'oidc', name: { zh: '公司账号', en: 'company account' }, login_url: '/dbmanage/api/v1/auth/login?provider=corp', healthy: true } as const
const password = { id: 'password', kind: 'password', name: { zh: '本地账号', en: 'Local account' }, healthy: true } as const

/** The doors of the page: what they say and where they lead. */
async function doors(portalUrl = '') {
  const api = createApi('http://console.test', fetcher)
  const routes = [{ path: '/sign-in', component: SignIn }, { path: '/sign-in/local', name: 'local-login', component: { template: '' } }]
  const router = createRouter({ history: createMemoryHistory(), routes })
  await router.push('/sign-in')
  const provide = { [configKey as symbol]: { config: { apiBase: '', portalUrl }, open: api, home: '/' } }
  const mounted = mount(SignIn, { global: { plugins: [i18n, router], provide } })
  await flushPromises()
  text = mounted.text()
  page = mounted
  return mounted.findAll('.doors a').map((door) => `${door.text()} → ${door.attributes('href')}`)
}
const listed = (...ways: unknown[]) => (answers = { '/sso/ways': [200, { ways: ways as WayIn[] }] })

beforeEach(() => {
  asked = []
  localStorage.clear()
  sessionStorage.clear()
  i18n.global.locale.value = 'en'
})
enableAutoUnmount(afterEach)

it('has a door for each way in, in the order of the list', async () => {
  listed(portal, corp, password)
  expect(await doors()).toEqual([
    'Go to the portal → https://portal.test/',
    'Sign in with company account → /dbmanage/api/v1/auth/login?provider=corp',
    'Sign in with a local account → /sign-in/local',
  ])
  expect(asked).toEqual(['/sso/ways'])
})

it('names a provider in the language of the page', async () => {
  listed(corp)
  i18n.global.locale.value = 'zh-CN'
  expect(await doors()).toEqual(['使用公司账号登录 → /dbmanage/api/v1/auth/login?provider=corp'])
})

it('has no door for a kind of a later version, nor for an address that is none', async () => {
  listed({ ...corp, kind: 'passkey' }, { ...portal, portal_url: 'javascript:alert(1)' }, ...['javascript:alert(1)', '//evil.test', '/\\evil.test', 'x'].map((login_url) => ({ ...corp, id: login_url, login_url })), password)
  expect(await doors()).toEqual(['Sign in with a local account → /sign-in/local'])
})

it('goes by the portal of config.json before any other', async () => {
  listed(portal, password)
  expect(await doors('https://other.test/')).toEqual(['Go to the portal → https://other.test/', 'Sign in with a local account → /sign-in/local'])
  answers = {}
  expect(await doors('https://other.test/')).toEqual(['Go to the portal → https://other.test/'])
})

it('takes what the version before says while one of its replicas answers', async () => {
  answers = { '/sso/ways': [404, { status: 404, code: 'not_found', detail: 'x' }], '/sso/health': [200, { sso_enabled: true, usap_healthy: true, local_login_enabled: true, portal_url: 'https://portal.test/' }] }
  expect(await doors()).toEqual(['Go to the portal → https://portal.test/', 'Sign in with a local account → /sign-in/local'])
  answers['/sso/health'] = [200, { sso_enabled: true, usap_healthy: true, local_login_enabled: false }]
  expect(await doors()).toEqual([])
})

it('does not ask the older route where the list is merely in trouble', async () => {
  answers = {}
  expect(await doors()).toEqual([])
  expect(asked).toEqual(['/sso/ways'])
})

it('speaks of the portal where people come from it, and of no portal elsewhere', async () => {
  listed(portal, password)
  await doors()
  expect(text).toContain('Please come in from the portal')
  for (const ways of [[corp], [corp, password], [password], [portal, corp]]) {
    listed(...ways)
    await doors()
    expect(text.replace('Go to the portal', '')).not.toContain('portal')
    expect(text).toContain('Choose how you sign in')
  }
  answers = {}
  await doors()
  expect(text).not.toContain('portal')
  expect(text).toContain('cannot be learned')
})

const names = (found: string[]) => found.map((door) => door.split(' → ')[0])

it('has the door first that was taken last in this browser, and says so', async () => {
  listed(portal, corp, password)
  localStorage.setItem('lgm.last-way', 'corp')
  expect(names(await doors())).toEqual(['Sign in with company account', 'Go to the portal', 'Sign in with a local account'])
  expect(text).toContain('This is how you signed in last in this browser.')
})

it('has the order of the list where the last one is not there any more, or is the only one', async () => {
  listed(portal, password)
  localStorage.setItem('lgm.last-way', 'corp')
  expect(names(await doors())).toEqual(['Go to the portal', 'Sign in with a local account'])
  expect(text).not.toContain('signed in last')
  listed(corp)
  await doors()
  expect(text).not.toContain('signed in last')
})

it('keeps in mind which provider somebody goes to, until they are back', async () => {
  listed(portal, corp)
  await doors()
  page.element.addEventListener('click', (event: Event) => event.preventDefault()) // jsdom goes nowhere
  await page.findAll('.doors a')[1]!.trigger('click')
  expect({ ...sessionStorage }).toEqual({ 'lgm.chosen-way': 'corp' })
  expect(localStorage.length).toBe(0)
})
