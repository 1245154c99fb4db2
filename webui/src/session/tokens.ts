// The access token, in memory only, and how it is renewed by the refresh cookie: one refresh at a time in a tab, and one
// at a time among the tabs of this browser.
import type { SignedIn } from '@/api/types'

export interface TokenSource {
  /** POST /sso/refresh. Null: nobody is signed in any more. Throws ApiError when that could not be learned. */
  refresh(): Promise<SignedIn | null>
  now(): number
  /** Runs `work` while no other tab runs its own. */
  alone<T>(work: () => Promise<T>): Promise<T>
}

export class AccessTokens {
  private token: string | null = null
  private renewAt = 0
  private expiresAt = 0
  private pending: Promise<string | null> | null = null
  /** Told each time somebody was signed in by a refresh. False: it is somebody whose token must not serve here. */
  onRenewed: (answer: SignedIn) => boolean = () => true

  constructor(private readonly source: TokenSource) {}

  take(answer: SignedIn) {
    this.token = answer.access_token
    // At nine tenths of its life.
    this.renewAt = this.source.now() + answer.expires_in * 900
    this.expiresAt = this.source.now() + answer.expires_in * 1000
  }

  /** What it was. */
  forget(): string | null {
    const token = this.token
    this.token = null
    return token
  }

  get held(): boolean {
    return this.token !== null
  }

  /** It is an account's that signs in by a password here, as the token's own subject says. */
  get local(): boolean {
    try {
      const body = (this.token ?? '').split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''
      return /^local:/.test((JSON.parse(atob(body)) as { sub: string }).sub)
    } catch {
      return false
    }
  }

  /** A token that should serve; null: nobody is signed in. */
  async current(): Promise<string | null> {
    const held = this.token
    if (held && this.source.now() < this.renewAt) return held
    try {
      return await this.renew(held)
    } catch (error) {
      // While auth-service cannot be asked, the old token serves as long as it lives.
      if (held && held === this.token && this.source.now() < this.expiresAt) return held
      throw error
    }
  }

  /** A token other than `refused`, which a service did not take. All who ask meanwhile share one refresh. */
  renew(refused: string | null): Promise<string | null> {
    if (this.token && this.token !== refused) return Promise.resolve(this.token)
    this.pending ??= this.refreshed().finally(() => (this.pending = null))
    return this.pending
  }

  private async refreshed(): Promise<string | null> {
    const answer = await this.source.alone(() => this.source.refresh())
    // Taken first: whoever is told reads the rights with it.
    if (answer) this.take(answer)
    if (!answer || !this.onRenewed(answer)) this.token = null
    return this.token
  }
}

/** The locks of the browser where it has them (not on plain http off this machine). */
export function amongTabs(locks: LockManager | undefined) {
  return <T>(work: () => Promise<T>): Promise<T> =>
    locks ? (locks.request('lgm-refresh', work) as Promise<T>) : work()
}

export interface Sending {
  tokens: AccessTokens
  fetcher: (request: Request) => Promise<Response>
  language: () => string
  /** No one is signed in any more. */
  onEnded: () => void
}

/** A fetch that carries the access token, and repeats a refused request once with a new one. */
export function authorisedFetch({ tokens, fetcher, language, onEnded }: Sending) {
  const send = (request: Request, token: string | null) => {
    request.headers.set('Accept-Language', language())
    if (token) request.headers.set('Authorization', `Bearer ${token}`)
    return fetcher(request)
  }
  return async (request: Request): Promise<Response> => {
    const token = await tokens.current()
    const answer = await send(request.clone(), token)
    if (answer.status !== 401) return answer
    const fresh = token ? await tokens.renew(token) : null
    if (!fresh) {
      onEnded()
      return answer
    }
    return send(request, fresh)
  }
}
