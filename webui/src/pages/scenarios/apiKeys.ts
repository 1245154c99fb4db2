// Where an API key of a scenario is, at the version seen.
import { ifMatch } from '@/api/client'
import type { ApiKey } from '@/api/types'

export const keyAt = (row: ApiKey) => ({ params: { path: { app_id: row.app_id, id: row.id } }, headers: ifMatch(row) })
