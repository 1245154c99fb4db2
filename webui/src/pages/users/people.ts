// Users as people tell them apart, and what is done with one in a list and on the user's own page.
import { ElMessage } from 'element-plus'
import { useI18n } from 'vue-i18n'
import { bodyOf, ifMatch, useApi, type Api } from '@/api/client'
import { ApiError, asApiError } from '@/api/problem'
import type { User } from '@/api/types'
import { useProblemText } from '@/components/problemText'
import { useQuestion } from '@/components/question'
import { useSession } from '@/session/store'

export const ORIGINS = ['portal', 'provider', 'local', 'service'] as const
export type Origin = (typeof ORIGINS)[number]

/** The text of each. */
export const ORIGIN_TEXT: Record<Origin, string> = {
  portal: 'users.from_portal',
  provider: 'users.from_provider',
  local: 'users.local',
  service: 'users.service',
}

/** Where somebody comes from; admin-service of the version before says neither who is local nor who is a service account. */
export function originOf(user: User): Origin {
  if (user.kind === 'SERVICE') return 'service'
  if (user.user_id) return 'portal'
  return user.is_local === false ? 'provider' : 'local'
}

export const shownName = (user: User) => user.display_name || user.username

/** Throws ApiError 404 for who is unknown. */
export async function readUser(api: Api, id: string): Promise<User> {
  try {
    return await bodyOf(api.admin.GET('/users/{id}', { params: { path: { id } } }))
  } catch (error) {
    // During an upgrade a replica of the version before may answer, which reads the list alone.
    if (!(error instanceof ApiError && error.status === 405)) throw error
  }
  const found = (await bodyOf(api.admin.GET('/users/'))).find((one) => one.id === id)
  if (!found) throw new ApiError(404, 'not_found', 'User not found')
  return found
}

export function useSelf() {
  const session = useSession()
  return (user: User) => [user.user_id, `local:${user.id}`, `oidc:${user.id}`, user.id].includes(session.person?.userId ?? '')
}

/** Switches users off and on, and tells how it went. */
export function useUserSwitch() {
  const { t } = useI18n()
  const api = useApi()
  const ask = useQuestion()
  const { sentence } = useProblemText()
  /** False: it was thought better of. */
  return async (user: User): Promise<boolean> => {
    if (user.is_active && !(await ask(t('users.disable'), t('users.disable_text', { name: user.username }), t('actions.disable')))) return false
    try {
      const body = { is_active: !user.is_active }
      await api.admin.PATCH('/users/{id}/status', { params: { path: { id: user.id } }, body, headers: ifMatch(user) })
      ElMessage.success(t('messages.saved'))
    } catch (error) {
      ElMessage.error(sentence(asApiError(error)))
    }
    return true
  }
}
