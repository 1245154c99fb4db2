// API keys, of scenarios and of service accounts alike, in words.
import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { bodyOf, useApi } from '@/api/client'
import type { AccountKey, ApiKey, User } from '@/api/types'
import { useFormat } from '@/i18n/format'
import { useSession } from '@/session/store'

/** What every key has, whosever it is. */
export type Key = Pick<ApiKey & AccountKey, keyof ApiKey & keyof AccountKey>

/** Where the texts stand that differ by whose keys they are. */
export type Area = 'api_keys' | 'account_keys'

/** The keys of one scenario or of one service account. */
export interface Keys<K extends Key> {
  area: Area
  list: () => Promise<K[]>
  change: (row: K, body: { is_active: boolean }) => Promise<unknown>
  remove: (row: K) => Promise<unknown>
}

/** What is left of a key to know it by. */
export const recognised = (row: Key) => `lgm_${row.prefix}_…`

export const isOver = (row: Key, now = Date.now()) => row.expires_at !== null && Date.parse(row.expires_at) <= now

export function useKeyWords(area: Area) {
  const { t } = useI18n()
  const { timeAndZone, number } = useFormat()
  const own = (name: string, values: Record<string, unknown> = {}) => t(`${area}.${name}`, values)
  const use = (row: Key): string[] => {
    if (!row.last_used_at) return []
    const from = row.last_used_from ? [t('keys.used_from', { address: row.last_used_from })] : []
    return [...from, own('used_last_minute', { n: number(row.used_last_minute) })]
  }
  const lives = (row: Key) =>
    row.last_used_at
      ? [t('keys.in_use', { time: timeAndZone(row.last_used_at) }), ...use(row)].join(t('words.list_comma')) + t('words.full_stop')
      : t('keys.unused')
  /** What ends with the key, and whether somebody lives by it. */
  const stops = (row: Key, text: 'delete_text' | 'disable_text') => [own(text), lives(row)].join(' ')
  return { own, use, stops }
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
