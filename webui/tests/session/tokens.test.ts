import { describe, expect, it, vi } from 'vitest'
import type { SignedIn } from '@/api/types'
import { AccessTokens, amongTabs, authorisedFetch } from '@/session/tokens'

const answer = (token: string): SignedIn => ({
  access_token: token,
  token_type: 'bearer',
  expires_in: 100,
  refresh_token: null,
  user_id: 'U1',
  role: 'ANNOTATOR',
})

function setUp(answers: (SignedIn | null)[]) {
  const clock = { now: 0 }
  const refresh = vi.fn(async () => answers.shift() ?? null)
  const tokens = new AccessTokens({ refresh, now: () => clock.now, alone: (work) => work() })
  return { clock, refresh, tokens }
}

describe('access tokens', () => {
  it('shares one refresh among all who ask at once', async () => {
    const { tokens, refresh } = setUp([answer('a'), answer('b')])
    expect(await Promise.all([tokens.current(), tokens.current(), tokens.renew(null)])).toEqual(['a', 'a', 'a'])
    expect(refresh).toHaveBeenCalledTimes(1)
  })

  it('renews at nine tenths of the life', async () => {
    const { tokens, refresh, clock } = setUp([answer('b')])
    tokens.take(answer('a'))
    clock.now = 89_000
    expect(await tokens.current()).toBe('a')
    clock.now = 90_000
    expect(await tokens.current()).toBe('b')
    expect(refresh).toHaveBeenCalledTimes(1)
  })

  it('does not refresh for a token that has been replaced meanwhile', async () => {
    const { tokens, refresh } = setUp([])
    tokens.take(answer('new'))
    expect(await tokens.renew('old')).toBe('new')
    expect(refresh).not.toHaveBeenCalled()
  })

  it('asks again after a refresh that failed', async () => {
    const refresh = vi.fn<() => Promise<SignedIn | null>>()
    refresh.mockRejectedValueOnce(new Error('down')).mockResolvedValueOnce(answer('a'))
    const tokens = new AccessTokens({ refresh, now: () => 0, alone: (work) => work() })
    await expect(tokens.current()).rejects.toThrow('down')
    expect(await tokens.current()).toBe('a')
  })

  it('goes on with a living token while auth-service cannot be asked, and not beyond its life', async () => {
    const refresh = vi.fn<() => Promise<SignedIn | null>>().mockRejectedValue(new Error('down'))
    const clock = { now: 0 }
    const tokens = new AccessTokens({ refresh, now: () => clock.now, alone: (work) => work() })
    tokens.take(answer('a'))
    clock.now = 95_000
    expect(await tokens.current()).toBe('a')
    clock.now = 100_000
    await expect(tokens.current()).rejects.toThrow('down')
  })

  it('hands out no token that belongs to somebody else', async () => {
    const { tokens } = setUp([answer('theirs')])
    tokens.take(answer('mine'))
    tokens.onRenewed = () => false
    expect(await tokens.renew('mine')).toBeNull()
    expect(tokens.held).toBe(false)
  })

  it('forgets the token when nobody is signed in', async () => {
    const { tokens } = setUp([null])
    tokens.take(answer('a'))
    expect(await tokens.renew('a')).toBeNull()
    expect(tokens.held).toBe(false)
  })

  it('refreshes under the lock that the tabs share', async () => {
    const request = vi.fn((_name: string, work: () => Promise<unknown>) => work())
    await amongTabs({ request } as unknown as LockManager)(async () => 1)
    expect(request).toHaveBeenCalledWith('lgm-refresh', expect.any(Function))
    expect(await amongTabs(undefined)(async () => 2)).toBe(2)
  })
})

describe('authorised fetch', () => {
  const url = 'http://console.test/api'
  function sender(statuses: number[], answers: (SignedIn | null)[]) {
    const { tokens, refresh } = setUp(answers)
    tokens.take(answer('first'))
    const seen: { token: string | null; body: string }[] = []
    const fetcher = async (request: Request) => {
      seen.push({ token: request.headers.get('Authorization'), body: await request.text() })
      return new Response('{}', { status: statuses.shift() })
    }
    const onEnded = vi.fn()
    return { send: authorisedFetch({ tokens, fetcher, language: () => 'en', onEnded }), seen, refresh, onEnded }
  }
  const post = () => new Request(url, { method: 'POST', body: '{"a":1}' })

  it('repeats a 401 once with a new token and the same body', async () => {
    const { send, seen, onEnded } = sender([401, 200], [answer('second')])
    expect((await send(post())).status).toBe(200)
    expect(seen).toEqual([
      { token: 'Bearer first', body: '{"a":1}' },
      { token: 'Bearer second', body: '{"a":1}' },
    ])
    expect(onEnded).not.toHaveBeenCalled()
  })

  it('does not repeat twice', async () => {
    const { send, seen } = sender([401, 401, 200], [answer('second')])
    expect((await send(post())).status).toBe(401)
    expect(seen).toHaveLength(2)
  })

  it('tells when the session has ended', async () => {
    const { send, onEnded } = sender([401], [null])
    expect((await send(post())).status).toBe(401)
    expect(onEnded).toHaveBeenCalledTimes(1)
  })

  it('makes one refresh for many refused requests', async () => {
    const { tokens, refresh } = setUp([answer('second'), answer('third')])
    tokens.take(answer('first'))
    const fetcher = async (request: Request) =>
      new Response('{}', { status: request.headers.get('Authorization') === 'Bearer first' ? 401 : 200 })
    const send = authorisedFetch({ tokens, fetcher, language: () => 'en', onEnded: vi.fn() })
    const answers = await Promise.all([send(post()), send(post()), send(post())])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(refresh).toHaveBeenCalledTimes(1)
  })
})
