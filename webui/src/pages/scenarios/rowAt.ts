import { ifMatch } from '@/api/client'

/**
 * A row of a scenario, for PUT and DELETE. GET of the same path takes an app_id there, and OpenAPI has one name for
 * both; the value is the row's id.
 */
export const rowAt = (row: { id: string; version: number }) => ({
  params: { path: { app_id: row.id } },
  headers: ifMatch(row),
})
