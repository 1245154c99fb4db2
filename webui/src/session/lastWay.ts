// The way in that somebody chose last in this browser, for the sign-in page. It says nothing of who that was, and stays after a sign-out.
import type { WayIn } from '@/api/types'

const LAST = 'lgm.last-way'
/** Of this tab, from the door to the provider until the way back. */
const CHOSEN = 'lgm.chosen-way'

export const lastWay = () => localStorage.getItem(LAST)

export const chooseWay = (way: WayIn) => sessionStorage.setItem(CHOSEN, way.id)

/** Somebody is in. Who comes from the portal chose nothing here, and finds the list as it is. */
export function cameBy(kind: 'ticket' | 'oidc' | 'password') {
  const id = kind === 'oidc' ? sessionStorage.getItem(CHOSEN) : kind === 'password' ? kind : null
  sessionStorage.removeItem(CHOSEN)
  if (id) localStorage.setItem(LAST, id)
  else localStorage.removeItem(LAST)
}
