// Where an API key of a service account is, at the version seen.
import { ifMatch } from '@/api/client'
import type { AccountKey } from '@/api/types'

export const accountKeyAt = (row: AccountKey) => ({ params: { path: { id: row.user_id, key: row.id } }, headers: ifMatch(row) })
