// How a person comes in: the ticket that the portal put into the address, and where to go afterwards.
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
  return /^\/(sso\/login|sign-in|signed-out)/.test(inner) ? '/' : inner
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
