import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { createApi } from '@/api/client'
import { configKey } from '@/config/installation'
import { i18n } from '@/i18n'
import { messages } from '@/i18n/en'
import LocalLogin from '@/pages/signin/LocalLogin.vue'
import { sessionPartsKey, type SessionParts } from '@/session/store'
import { AccessTokens } from '@/session/tokens'

i18n.global.setLocaleMessage('en', messages as never)

type Answer = [status: number, body: unknown]
const oneTime = { access_token: 'one-time token', token_type: 'bearer', expires_in: 900, user_id: 'u1', role: 'NONE', password_change_required: true }
let put: Answer
let calls: { what: string; bearer: string | null; body: string }[]
let accepts: string

async function fetcher(request: Request) {
  const path = new URL(request.url).pathname
  const body = request.method === 'GET' ? '' : await request.text()
  calls.push({ what: `${request.method} ${path}`, bearer: request.headers.get('Authorization'), body })
  const json = ([status, answer]: Answer) => new Response(JSON.stringify(answer), { status, headers: { 'content-type': 'application/json' } })
  if (path === '/sso/ways') return json([200, { ways: [{ id: 'password', kind: 'password', name: { zh: '本地账号', en: 'Local account' }, healthy: true }] }])
  if (path === '/users/u1/password') return json(put)
  if (path === '/login/access-token') {
    const password = new URLSearchParams(body).get('password')
    if (password === 'made-by-admin') return json([200, oneTime])
    return json(password === accepts ? [200, { ...oneTime, access_token: 'own token', password_change_required: undefined }] : [401, { status: 401, code: 'invalid_credentials', detail: 'x' }])
  }
  return json([200, path === '/users/me/permissions' ? { user_id: 'u1', global_permissions: [], scenario_permissions: {} } : { user_id: 'u1', user_name: 'Lea' }])
}

async function signedInOnce() {
  const api = createApi('http://console.test', fetcher)
  const page = { template: '' }
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: page }, { path: '/sign-in', name: 'sign-in', component: page }, { path: '/sign-in/local', component: LocalLogin }] })
  await router.push('/sign-in/local')
  const tokens = new AccessTokens({ refresh: async () => null, now: () => 0, alone: (work) => work() })
  const parts = { api, open: api, tokens, tabs: { listen: () => {}, tell: () => {} }, storage: localStorage } as unknown as SessionParts
  const provide = { [sessionPartsKey as symbol]: parts, [configKey as symbol]: { config: { apiBase: '', portalUrl: '' }, open: api, home: '/' } }
  const mounted = mount(LocalLogin, { global: { plugins: [i18n, router, createPinia()], provide }, attachTo: document.body })
  await flushPromises()
  await mounted.find('#username').setValue('lea')
  await mounted.find('#password').setValue('made-by-admin')
  await mounted.find('form').trigger('submit')
  await flushPromises()
  const set = async (password: string, again = password) => {
    await mounted.find('#new-password').setValue(password)
    await mounted.find('#new-password-again').setValue(again)
    await mounted.find('form').trigger('submit')
    await flushPromises()
  }
  return { mounted, router, tokens, set }
}
const leaving = () => {
  const event = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(event)
  return event.defaultPrevented
}

beforeEach(() => {
  put = [200, { message: 'Password changed' }]
  calls = []
  accepts = 'a sentence of my own'
})
enableAutoUnmount(afterEach)
afterEach(() => {
  document.body.innerHTML = ''
  vi.restoreAllMocks()
})

it('asks for a password of one’s own, for nothing else, and not to be left by mistake', async () => {
  const { mounted, router, tokens } = await signedInOnce()
  expect(mounted.find('h1').text()).toBe('Choose a password of your own')
  expect(router.currentRoute.value.path).toBe('/sign-in/local')
  expect(calls.map((one) => one.what)).toEqual(['GET /sso/ways', 'POST /login/access-token'])
  expect(tokens.held).toBe(false) // it is no token of the session
  expect(leaving()).toBe(true)
  mounted.unmount()
  expect(leaving()).toBe(false)
})

it('is understood by password managers, and masked', async () => {
  const { mounted } = await signedInOnce()
  const told = (id: string) => ['type', 'autocomplete'].map((name) => mounted.find(id).attributes(name))
  expect(told('#new-password')).toEqual(['password', 'new-password'])
  expect(told('#new-password-again')).toEqual(['password', 'new-password'])
  expect(mounted.find<HTMLInputElement>('input[autocomplete=username]').element.value).toBe('lea')
})

it('sets it with the token of that one time, and goes in with the new one', async () => {
  const { router, tokens, set } = await signedInOnce()
  await set(accepts)
  const [change, again] = calls.slice(2)
  expect(change).toEqual({ what: 'PUT /users/u1/password', bearer: 'Bearer one-time token', body: JSON.stringify({ password: accepts, current_password: 'made-by-admin' }) })
  expect(again).toMatchObject({ what: 'POST /login/access-token', bearer: null })
  expect(await tokens.current()).toBe('own token')
  expect(router.currentRoute.value.path).toBe('/')
})

it.each([
  ['too short', 'seven77', undefined, 'At least 8 characters'],
  ['too long', 'x'.repeat(129), undefined, 'At most 128 characters'],
  ['not the same', 'a sentence of my own', 'a sentence of our own', 'This is not the same as above'],
  ['not there', '', '', 'Required'],
])('does not send what is %s, and says so', async (_what, password, again, text) => {
  const { mounted, set } = await signedInOnce()
  await set(password, again)
  // Element Plus shows the faults of fields a moment later.
  await vi.waitFor(() => expect(mounted.text()).toContain(text))
  expect(calls).toHaveLength(2)
})

it.each([
  ['too common', [400, { status: 400, code: 'common_password', detail: 'x' }], 'Too many people use this password'],
  ['of the wrong length after all', [422, { status: 422, code: 'invalid', detail: 'x', errors: [{ pointer: '/password', code: 'too_long', detail: 'at most 128', limit: 128, actual: 129 }] }], 'At most 128 characters'],
  ['the same, on a route of earlier clients', [400, { status: 400, code: 'invalid', detail: 'x', errors: [{ pointer: '/password', code: 'too_long', detail: 'at most 128', limit: 128, actual: 129 }] }], 'At most 128 characters'],
  ['tried too often', [429, { status: 429, code: 'too_many_failures', detail: 'x' }], 'Too many failed attempts.'],
] as [string, Answer, string][])('shows why the server refuses what is %s, and keeps what was typed', async (_what, answer, text) => {
  put = answer
  const { mounted, set } = await signedInOnce()
  await set('a sentence of my own')
  await vi.waitFor(() => expect(mounted.text()).toContain(text))
  expect(mounted.find<HTMLInputElement>('#new-password').element.value).toBe('a sentence of my own')
})

it('says that another one is needed when the time is over', async () => {
  put = [401, { status: 401, code: 'invalid_token', detail: 'x' }]
  const { mounted, set } = await signedInOnce()
  await set('a sentence of my own')
  expect(mounted.text()).toContain('Ask your administrator for another one.')
  expect(mounted.find('#new-password').exists()).toBe(false)
  expect(leaving()).toBe(false)
})

it('comes back to the sign-in when the new password is set and going in fails', async () => {
  accepts = 'something else'
  const { mounted, set } = await signedInOnce()
  await set('a sentence of my own')
  expect(mounted.text()).toContain('Your password is changed. Sign in with the new one.')
  expect(mounted.find<HTMLInputElement>('#password').element.value).toBe('')
})

it('can be left, which ends what the one-time password began', async () => {
  const { mounted } = await signedInOnce()
  await mounted.findAll('button').find((one) => one.text() === 'Leave without one')!.trigger('click')
  await flushPromises()
  expect(calls.at(-1)).toMatchObject({ what: 'POST /sso/logout', bearer: 'Bearer one-time token' })
  expect(mounted.find('#new-password').exists()).toBe(false)
  expect(mounted.find<HTMLInputElement>('#password').element.value).toBe('')
})
