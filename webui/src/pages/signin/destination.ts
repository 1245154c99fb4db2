// The page that somebody wanted before they were sent to sign in; kept in this tab until they are in.
const WANTED = 'lgm.wanted-page'

export function rememberDestination(from: unknown) {
  if (typeof from === 'string' && /^\/[^/\\]/.test(from)) sessionStorage.setItem(WANTED, from)
}

/** `asked`: what the portal's return_url said, "/" for nothing. */
export function takeDestination(asked: string): string {
  const wanted = sessionStorage.getItem(WANTED)
  sessionStorage.removeItem(WANTED)
  return asked !== '/' ? asked : (wanted ?? '/')
}
