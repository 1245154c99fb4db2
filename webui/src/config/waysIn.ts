// The ways in, as auth-service lists them.
import { bodyOf, type Api } from '@/api/client'
import { ApiError } from '@/api/problem'
import type { WayIn } from '@/api/types'
import { isWebAddress } from './runtime'

const ticket = (portal: string): WayIn => ({
  id: 'ticket', kind: 'ticket', name: { zh: '统一门户', en: 'Enterprise portal' }, portal_url: portal || undefined, healthy: true,
})
const password: WayIn = { id: 'password', kind: 'password', name: { zh: '本地账号', en: 'Local account' }, healthy: true }

/** As auth-service of the version before says it, which does not know the list. */
async function olderWays(open: Api): Promise<WayIn[]> {
  const health = await bodyOf(open.auth.GET('/sso/health'))
  return [ticket(health.portal_url ?? ''), ...(health.local_login_enabled ? [password] : [])]
}

async function listedWays(open: Api): Promise<WayIn[]> {
  try {
    return (await bodyOf(open.auth.GET('/sso/ways'))).ways
  } catch (error) {
    // During an upgrade a replica of the version before may answer.
    if (error instanceof ApiError && error.status === 404) return olderWays(open)
    throw error
  }
}

const isPath = (text: string) => /^\/(?![/\\])/.test(text)

/** Addresses that are none lead nowhere. */
function checked(way: WayIn): WayIn {
  const { portal_url: portal, login_url: login } = way
  return {
    ...way,
    portal_url: portal && isWebAddress(portal) ? portal : undefined,
    login_url: login && (isPath(login) || isWebAddress(login)) ? login : undefined,
  }
}

/** `portal`: the one that config.json names, which goes before what auth-service says; empty: none. */
export function withPortal(ways: WayIn[], portal: string): WayIn[] {
  if (!portal) return ways
  return [ticket(portal), ...ways.filter((way) => way.kind !== 'ticket')]
}

export const waysIn = async (open: Api): Promise<WayIn[]> => (await listedWays(open)).map(checked)
