import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createApi } from '@/api/client'
import { sessionPartsKey, useSession } from '@/session/store'
import type { TabMessage } from '@/session/tabs'
import { AccessTokens, authorisedFetch } from '@/session/tokens'
import { ApiError } from '@/api/problem'
import { bodyOf } from '@/api/client'

const BASE = 'http://console.test/api/v1'
type Answer = () => [number, unknown]

function setUp(answers: Map<string, Answer>) {
  const calls: string[] = []
  const fetcher = async (request: Request) => {
    const key = `${request.method} ${request.url.slice(BASE.length)}`
    calls.push(key)
    const [status, body] = answers.get(key)?.() ?? [404, {}]
    if (status === 0) throw new TypeError('no network')
    return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
  }
  const open = createApi(BASE, fetcher)
  const tokens = new AccessTokens({
    refresh: () =>
      bodyOf(open.auth.POST('/sso/refresh', { body: {} })).catch((error: ApiError) => {
        if (error.status === 401) return null
        throw error
      }),
    now: () => 0,
    alone: (work) => work(),
  })
  const app = createApp({})
  const pinia = createPinia()
  app.use(pinia)
  const api = createApi(
    BASE,
    authorisedFetch({ tokens, fetcher, language: () => 'en', onEnded: () => useSession(pinia).onEnded() }),
  )
  const told: TabMessage[] = []
  let hear: (message: TabMessage) => void = () => {}
  const leave = vi.fn()
  const goTo = vi.fn()
  app.provide(sessionPartsKey, {
    api,
    open,
    tokens,
    leave,
    goTo,
    storage: window.localStorage,
    tabs: { tell: (message) => told.push(message), listen: (listener) => (hear = listener) },
  })
  return { session: useSession(pinia), calls, told, leave, goTo, api, hears: (message: TabMessage) => hear(message), tokens }
}

const signedIn = (user = 'U1') => ({
  access_token: `token of ${user}`,
  token_type: 'bearer',
  expires_in: 100,
  user_id: user,
  role: 'ADMIN',
})
const good = () =>
  new Map<string, Answer>([
    ['POST /sso/refresh', () => [200, signedIn()]],
    ['POST /sso/logout', () => [200, { message: 'bye' }]],
    ['GET /users/me/permissions', () => [200, { user_id: 'U1', global_permissions: ['tag_management'], scenario_permissions: {} }]],
    ['GET /sso/user-info', () => [200, { user_id: 'U1', user_name: 'Wei', role: 'SYSTEM_ADMIN', scenarios: [] }]],
  ])

beforeEach(() => window.localStorage.clear())

describe('the session', () => {
  it('is restored by the cookie, with name, role and rights', async () => {
    const { session } = setUp(good())
    expect(await session.restore()).toBe(true)
    expect(session.person).toEqual({ userId: 'U1', name: 'Wei', role: 'SYSTEM_ADMIN' })
    expect(session.rights.has('tag_management')).toBe(true)
  })

  it('goes without the directory, by the id', async () => {
    const answers = good().set('GET /sso/user-info', () => [503, {}])
    const { session } = setUp(answers)
    expect(await session.restore()).toBe(true)
    expect(session.person?.name).toBe('U1')
  })

  it('finds a right that was given meanwhile, without another token', async () => {
    const answers = good()
    const { session, calls } = setUp(answers)
    await session.restore()
    answers.set('GET /users/me/permissions', () => [200, { user_id: 'U1', global_permissions: ['tag_management', 'audit_logs'], scenario_permissions: {} }])
    answers.set('GET /sso/user-info', () => [200, { user_id: 'U1', user_name: 'Wei', role: 'AUDITOR', scenarios: [] }])
    await session.readAgain()
    expect(session.rights.has('audit_logs')).toBe(true)
    expect(session.person?.role).toBe('AUDITOR')
    expect(calls.filter((call) => call === 'POST /sso/refresh')).toHaveLength(1)
  })

  it('reads nothing again for nobody', async () => {
    const { session, calls } = setUp(good())
    await session.readAgain()
    expect(calls).toEqual([])
  })

  it('is none when the cookie is no good', async () => {
    const { session } = setUp(good().set('POST /sso/refresh', () => [401, { code: 'invalid_refresh_token' }]))
    expect(await session.restore()).toBe(false)
  })

  it('says why when the account is disabled', async () => {
    const { session } = setUp(good().set('POST /sso/refresh', () => [403, { code: 'user_disabled' }]))
    await expect(session.restore()).rejects.toMatchObject({ code: 'user_disabled' })
  })

  it('says when the server cannot be asked, and recovers', async () => {
    let down = true
    const answers = good().set('GET /users/me/permissions', () =>
      down ? [503, { code: 'unavailable' }] : [200, { user_id: 'U1', global_permissions: [], scenario_permissions: {} }],
    )
    const { session } = setUp(answers)
    await expect(session.restore()).rejects.toMatchObject({ status: 503 })
    down = false
    expect(await session.restore()).toBe(true)
  })

  it('does not loop when every access token is refused', async () => {
    const { session, calls } = setUp(good().set('GET /users/me/permissions', () => [401, { code: 'invalid_token' }]))
    await expect(session.restore()).rejects.toMatchObject({ status: 401 })
    expect(calls.filter((call) => call === 'POST /sso/refresh').length).toBeLessThan(5)
  })

  it('reads the rights again after a refresh, since they may have changed', async () => {
    let changed = false
    const answers = good()
      .set('GET /users/me/permissions', () => [
        200,
        { user_id: 'U1', global_permissions: changed ? ['audit_logs'] : [], scenario_permissions: {} },
      ])
      .set('POST /sso/refresh', () => [200, { ...signedIn(), role: 'AUDITOR' }])
    const { session, tokens } = setUp(answers)
    await session.restore()
    changed = true
    await tokens.renew('token of U1')
    await vi.waitFor(() => expect(session.rights.has('audit_logs')).toBe(true))
  })

  it('leaves the page when it turns out to be somebody else’s', async () => {
    let user = 'U1'
    const { session, tokens, leave } = setUp(good().set('POST /sso/refresh', () => [200, signedIn(user)]))
    await session.restore()
    user = 'U2'
    expect(await tokens.renew('token of U1')).toBeNull() // nothing of U1's is sent in U2's name
    expect(leave).toHaveBeenCalledWith('')
    expect(session.person?.userId).toBe('U1')
  })

  it('signs out every tab, and leaves nothing', async () => {
    const { session, told, leave, tokens } = setUp(good())
    await session.restore()
    await session.signOut()
    expect(told).toContainEqual({ kind: 'signed-out' })
    expect(leave).toHaveBeenCalledWith('signed-out')
    expect(tokens.held).toBe(false)
    expect(window.localStorage.length).toBe(0)
  })

  it('goes to the identity provider to sign out there, too', async () => {
    const { session, told, leave, goTo } = setUp(good().set('POST /sso/logout', () => [200, { message: 'bye', logout_url: 'https://idp.example/end?x=1' }]))
    await session.restore()
    await session.signOut()
    expect(told).toContainEqual({ kind: 'signed-out' })
    expect(goTo).toHaveBeenCalledWith('https://idp.example/end?x=1')
    expect(leave).not.toHaveBeenCalled()
  })

  it('goes nowhere that is no web address', async () => {
    const { session, leave, goTo } = setUp(good().set('POST /sso/logout', () => [200, { message: 'bye', logout_url: 'javascript:alert(1)' }]))
    await session.restore()
    await session.signOut()
    expect(goTo).not.toHaveBeenCalled()
    expect(leave).toHaveBeenCalledWith('signed-out')
  })

  it('signs out offline too: the next start tells the server before anything else', async () => {
    let offline = true
    const answers = good().set('POST /sso/logout', () => (offline ? [0, {}] : [200, { message: 'bye', logout_url: 'https://idp.example/end' }]))
    const first = setUp(answers)
    await first.session.restore()
    await first.session.signOut()
    expect(first.leave).toHaveBeenCalledWith('signed-out')

    const second = setUp(answers)
    await expect(second.session.restore()).rejects.toMatchObject({ code: 'offline' })
    expect(second.calls).not.toContain('POST /sso/refresh')
    offline = false
    expect(await second.session.restore()).toBe(false)
    expect(second.goTo).toHaveBeenCalledWith('https://idp.example/end')
    expect(window.localStorage.length).toBe(0)
  })

  it('follows a sign-out in another tab', async () => {
    const { session, hears, leave } = setUp(good())
    await session.restore()
    hears({ kind: 'signed-out' })
    expect(leave).toHaveBeenCalledWith('signed-out')
  })

  it('keeps the page when the session ends, and goes on after a new sign-in', async () => {
    let alive = true
    const answers = good()
      .set('POST /sso/refresh', () => (alive ? [200, signedIn()] : [401, {}]))
      .set('GET /tags/', () => (alive ? [200, []] : [401, {}]))
    const { session, api, hears } = setUp(answers)
    await session.restore()
    alive = false
    await expect(bodyOf(api.admin.GET('/tags/'))).rejects.toMatchObject({ status: 401 })
    expect(session.ended).toBe(true)
    expect(await session.resume()).toBe(false)
    alive = true
    hears({ kind: 'signed-in', userId: 'U1' })
    await vi.waitFor(() => expect(session.ended).toBe(false))
  })
})
