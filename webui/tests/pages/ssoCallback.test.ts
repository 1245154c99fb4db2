import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { createApi } from '@/api/client'
import { configKey } from '@/config/installation'
import { i18n } from '@/i18n'
import { messages as en } from '@/i18n/en'
import SsoCallback from '@/pages/signin/SsoCallback.vue'
import { returnKey, type Return } from '@/session/arrival'

const enter = vi.hoisted(() => vi.fn(async () => {}))
vi.mock('@/session/store', () => ({ useSession: () => ({ enter }) }))
i18n.global.setLocaleMessage('en', en as never)

type Answer = [status: number, body: unknown]
let completions: Answer[]
let sent: unknown[]
let asks: (string | null)[]
const corp = { id: 'corp', kind: 'oidc', name: { zh: '公司账号', en: 'company account' }, login_url: '/auth/login?provider=corp', healthy: true }
const question = {
  status: 409, code: 'signed_in_as_other', detail: 'x',
  current: { user_id: 'U1', user_name: 'Ann' }, arriving: { user_id: 'U2', user_name: 'Bob' },
}
const signedIn = { access_token: 'x', token_type: 'bearer', expires_in: 60, user_id: 'U2', role: 'ANNOTATOR', return_url: '/web-manager/tags?x=1' }

async function fetcher(request: Request) {
  const ways = new URL(request.url).pathname === '/sso/ways'
  if (!ways) {
    sent.push(await request.json())
    asks.push(request.headers.get('X-Sign-In-Asks'))
  }
  const [status, body] = ways ? [200, { ways: [corp] }] : (completions.shift() ?? [500, {}])
  return new Response(JSON.stringify(body), { status: status as number, headers: { 'content-type': 'application/json' } })
}

async function open(taken: Partial<Return> | null) {
  const page = { template: '' }
  const routes = ['/', '/tags', '/sign-in'].map((path) => ({ path, name: path.slice(1) || 'home', component: page }))
  const router = createRouter({ history: createMemoryHistory(), routes: [...routes, { path: '/sso/callback', component: SsoCallback }] })
  await router.push('/sso/callback')
  const provide = {
    [configKey as symbol]: { config: { apiBase: '', portalUrl: '' }, open: createApi('http://console.test', fetcher), home: '/web-manager/' },
    [returnKey as symbol]: { taken: taken && { in: '', error: '', requestId: '', ...taken } },
  }
  const mounted = mount(SsoCallback, { global: { plugins: [i18n, router], provide } })
  await flushPromises()
  return { mounted, router }
}

beforeEach(() => {
  sent = []
  asks = []
  enter.mockClear()
  completions = []
  sessionStorage.clear()
  i18n.global.locale.value = 'en'
})
enableAutoUnmount(afterEach)

it('signs in, and goes to the page that the sign-in began for', async () => {
  completions = [[200, signedIn]]
  const { router } = await open({ in: 'abcdefgh' })
  expect(sent).toEqual([{ in: 'abcdefgh', switch: false }])
  expect(enter).toHaveBeenCalledWith(signedIn)
  expect(router.currentRoute.value.fullPath).toBe('/tags?x=1')
})

it('is the way that is offered first from then on, where it was chosen here', async () => {
  localStorage.clear()
  completions = [[200, signedIn], [401, { status: 401, code: 'sign_in_refused', detail: 'x' }]]
  sessionStorage.setItem('lgm.chosen-way', 'corp')
  await open({ in: 'abcdefgh' })
  expect(localStorage.getItem('lgm.last-way')).toBe('corp')
  sessionStorage.setItem('lgm.chosen-way', 'other')
  await open({ in: 'abcdefgh' })
  expect(localStorage.getItem('lgm.last-way')).toBe('corp')
})

it('goes nowhere else, whatever it is told', async () => {
  completions = [[200, { ...signedIn, return_url: 'https://evil.test/' }]]
  const { router } = await open({ in: 'abcdefgh' })
  expect(router.currentRoute.value.fullPath).toBe('/')
})

it('asks before somebody else is signed out, and changes over by the same sign-in', async () => {
  completions = [[409, question], [200, signedIn]]
  const { mounted, router } = await open({ in: 'abcdefgh' })
  expect(mounted.text()).toContain('Ann is signed in in this browser; you have now come in as Bob.')
  expect(mounted.text()).not.toContain('portal')
  await mounted.findAll('.doors button')[0].trigger('click')
  await flushPromises()
  expect(sent).toEqual([{ in: 'abcdefgh', switch: false }, { in: 'abcdefgh', switch: true }])
  expect(router.currentRoute.value.fullPath).toBe('/tags?x=1')
})

it('asks who was not the last one here, and says that it can ask', async () => {
  const unknown = { status: 409, code: 'confirm_sign_in', detail: 'x', arriving: question.arriving }
  completions = [[409, unknown], [200, signedIn]]
  const { mounted, router } = await open({ in: 'abcdefgh' })
  expect(mounted.text()).toContain('You are about to sign in as Bob')
  expect(mounted.findAll('.doors button').map((button) => button.text())).toEqual(['Continue as Bob', 'That is not me'])
  await mounted.findAll('.doors button')[0].trigger('click')
  await flushPromises()
  expect(sent).toEqual([{ in: 'abcdefgh', switch: false }, { in: 'abcdefgh', switch: true }])
  expect(asks).toEqual(['confirm_sign_in', 'confirm_sign_in'])
  expect(router.currentRoute.value.fullPath).toBe('/tags?x=1')
})

it('leaves everything as it is where the answer is no', async () => {
  completions = [[409, question]]
  const { mounted, router } = await open({ in: 'abcdefgh' })
  await mounted.findAll('.doors button')[1].trigger('click')
  await flushPromises()
  expect(sent).toHaveLength(1)
  expect(enter).not.toHaveBeenCalled()
  expect(router.currentRoute.value.fullPath).toBe('/')
})

it('says what refused it, by our code, and how to try again', async () => {
  const { mounted } = await open({ error: 'sign_in_refused', requestId: 'r-1' })
  expect(sent).toEqual([])
  expect(mounted.text()).toContain('Your sign-in was not confirmed.')
  expect(mounted.text()).toContain('r-1')
  expect(mounted.find('.doors a').attributes('href')).toBe('/auth/login?provider=corp')
})

it.each(['your_account_is_locked_call_us', 'rate_of_evil', 'missing_permission', 'try_in'])('shows nothing of a code without a text of ours: %s', async (error) => {
  const { mounted } = await open({ error })
  expect(mounted.text()).toContain('Your sign-in was not confirmed.')
  expect(mounted.text()).not.toContain(error)
})

it('is no page of its own', async () => {
  const { router } = await open(null)
  expect(router.currentRoute.value.fullPath).toBe('/sign-in')
})
