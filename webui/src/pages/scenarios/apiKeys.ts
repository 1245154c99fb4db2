// API keys of a scenario, in words.
import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { bodyOf, ifMatch, useApi } from '@/api/client'
import type { ApiKey, User } from '@/api/types'
import { useFormat } from '@/i18n/format'
import { useSession } from '@/session/store'

export const keyAt = (row: ApiKey) => ({ params: { path: { app_id: row.app_id, id: row.id } }, headers: ifMatch(row) })

/** What is left of a key to know it by. */
export const recognised = (row: ApiKey) => `lgm_${row.prefix}_…`

export const isOver = (row: ApiKey, now = Date.now()) => row.expires_at !== null && Date.parse(row.expires_at) <= now

export function useKeyWords() {
  const { t } = useI18n()
  const { time, number } = useFormat()
  const limits = ({ quota }: ApiKey): string[] =>
    (['per_minute', 'per_day'] as const).flatMap((name) => {
      const n = quota?.[name]
      return n ? [t(`api_keys.limit_${name}`, { n: number(n) })] : []
    })
  const use = (row: ApiKey): string[] => {
    if (!row.last_used_at) return []
    const from = row.last_used_from ? [t('api_keys.used_from', { address: row.last_used_from })] : []
    return [...from, t('api_keys.used_last_minute', { n: number(row.used_last_minute) })]
  }
  /** What ends with the key, and whether somebody lives by it. */
  const stops = (row: ApiKey, text: 'delete_text' | 'disable_text') =>
    [t(`api_keys.${text}`), row.last_used_at ? [t('api_keys.in_use', { time: time(row.last_used_at) }), ...use(row)].join(t('words.list_comma')) + t('words.full_stop') : t('api_keys.unused')].join(' ')
  return { limits, use, stops }
}

/** Who made keys, by name where one may know names. */
export function useMakers() {
  const api = useApi()
  const session = useSession()
  const names = shallowRef(new Map<string, string>())
  async function load() {
    if (!session.rights.readsAll && !session.rights.has('user_management')) return
    const users: User[] = await bodyOf(api.admin.GET('/users/')).catch(() => [])
    const ids = (user: User) => [user.id, user.user_id, `local:${user.id}`, `oidc:${user.id}`]
    names.value = new Map(users.flatMap((user) => ids(user).flatMap((id) => (id ? [[id, user.display_name || user.username] as const] : []))))
  }
  const nameOf = (id: string) => names.value.get(id) ?? (id === session.person?.userId ? session.person.name : id)
  return { load, nameOf }
}
