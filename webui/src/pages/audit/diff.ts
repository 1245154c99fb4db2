// What an audit row says changed, member by member.

export interface Change {
  name: string
  before: unknown
  after: unknown
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

export interface Details {
  /** Null: the row says nothing of before and after. */
  changes: Change[] | null
  /** Whatever else it says. */
  rest: Record<string, unknown>
}

export function detailsOf(details: unknown): Details {
  if (!isRecord(details)) return { changes: null, rest: details == null ? {} : { details } }
  const { before, after, ...rest } = details
  if (!isRecord(before) && !isRecord(after)) return { changes: null, rest: details }
  const old = new Map(Object.entries(isRecord(before) ? before : {}))
  const now = new Map(Object.entries(isRecord(after) ? after : {}))
  const names = [...new Set([...old.keys(), ...now.keys()])].filter((name) => name !== 'version' && name !== 'id')
  const changes = names
    .map((name) => ({ name, before: old.get(name) ?? null, after: now.get(name) ?? null }))
    .filter((change) => !same(change.before, change.after))
  return { changes, rest }
}

const NAMES = ['keyword', 'tag_name', 'tag_code', 'app_name', 'app_id', 'match_value', 'username', 'role_code']

/** What a row is about, as people know it: the keyword, the tag's name, …; empty where only an id says it. */
export function subjectOf(entry: { details?: unknown }): string {
  const details = isRecord(entry.details) ? entry.details : {}
  for (const place of [details.after, details.before, details])
    if (isRecord(place))
      for (const name of NAMES) {
        const value = place[name]
        if (typeof value === 'string' && value !== '') return value
      }
  return ''
}

export const shown = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
