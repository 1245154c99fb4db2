// How a person comes in: what the portal, or auth-service after a provider, put into the address, and where to go
// afterwards.
import type { InjectionKey } from 'vue'

export interface Arrival {
  ticket: string
  returnPath: string
}

/** A path of this console, below its base ("/tags?x=1"); anything else, other sites above all, is "/". */
export function safeReturnPath(raw: string | null, base: string, origin: string): string {
  if (!raw || !raw.startsWith('/') || /[\\\p{Cc}]/u.test(raw)) return '/'
  let url: URL
  try {
    url = new URL(raw, origin)
  } catch {
    return '/'
  }
  const root = base.replace(/\/$/, '')
  const path = decodedOrNothing(url.pathname)
  if (url.origin !== origin || path === null || path.includes('//') || path.includes('\\')) return '/'
  if (!url.pathname.startsWith(`${root}/`)) return '/'
  const inner = url.pathname.slice(root.length) + url.search + url.hash
  return /^\/(sso\/|sign-in|signed-out)/.test(inner) ? '/' : inner
}

function decodedOrNothing(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}

/** Takes the ticket out of the address bar and the history before anything else runs. */
export function takeTicket(location: Location, history: History, base: string): Arrival | null {
  if (!location.pathname.replace(/\/$/, '').endsWith('/sso/login')) return null
  const query = new URLSearchParams(location.search)
  const ticket = query.get('ticket')
  if (!ticket) return null
  history.replaceState(history.state, '', `${base}sso/login`)
  return { ticket, returnPath: safeReturnPath(query.get('return_url'), base, location.origin) }
}

/** Taken once by the sign-in page. */
export const arrivalKey: InjectionKey<{ taken: Arrival | null }> = Symbol('arrival')

const match = (text: string | null, form: RegExp) => (text && form.test(text) ? text : '')

/** Of somebody whom a provider sent back: which sign-in it is, or the code of what refused it. */
export interface Return {
  in: string
  error: string
  requestId: string
}

/** Takes it out of the address bar and the history, like a ticket. */
export function takeReturn(location: Location, history: History, base: string): Return | null {
  if (location.pathname.replace(/\/$/, '') !== `${base}sso/callback`) return null
  const told = new URLSearchParams(location.hash.slice(1))
  // Anybody may write such an address: what is shown of it has the form of ours.
  const error = told.has('error') ? (match(told.get('error'), /^[a-z_]{1,64}$/) || 'sign_in_refused') : ''
  const found = { in: told.get('in') ?? '', error, requestId: match(told.get('request_id'), /^[\w.:-]{1,128}$/) }
  history.replaceState(history.state, '', `${base}sso/callback`)
  return found.in || found.error ? found : null
}

export const returnKey: InjectionKey<{ taken: Return | null }> = Symbol('return')
