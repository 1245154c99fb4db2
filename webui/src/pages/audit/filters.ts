// The filters of the audit log, as the form holds them and as the API takes them.

/** The words of the API; older installations and other services may add some, which can be typed. */
export const ACTIONS = [
  'CREATE',
  'UPDATE',
  'DELETE',
  'EXPORT',
  'LOGIN',
  'LOGIN_FAILED',
  'LOGIN_LOCKED',
  'LOGOUT',
  'SESSION_ENDED',
  'TOKEN_REUSED',
  'SIGN_IN',
] as const
export const RESOURCES = [
  'META_TAG',
  'GLOBAL_KEYWORD',
  'SCENARIO',
  'SCENARIO_KEYWORD',
  'SCENARIO_POLICY',
  'GLOBAL_DEFAULT_POLICY',
  'USER',
  'USER_ROLE_ASSIGNMENT',
  'PLAYGROUND_TEST',
  'SESSION',
  'AUDIT_LOG',
] as const

export interface AuditFilters {
  username: string
  action: string
  resource_type: string
  scenario_id: string
  /** Days of the reader's calendar, YYYY-MM-DD. */
  from: string
  to: string
}

export const noFilters = (): AuditFilters => ({ username: '', action: '', resource_type: '', scenario_id: '', from: '', to: '' })

const instant = (day: string, time: string) => new Date(`${day}T${time}`).toISOString()

export function queryOf(filters: AuditFilters): Record<string, string> {
  const { from, to, ...words } = filters
  // A cleared select holds nothing at all.
  const said = Object.entries(words as Record<string, string | undefined>).flatMap(([name, value]) =>
    value?.trim() ? [[name, value.trim()]] : [],
  )
  return {
    ...Object.fromEntries(said),
    ...(from && { start_date: instant(from, '00:00:00') }),
    ...(to && { end_date: instant(to, '23:59:59.999') }),
  }
}
