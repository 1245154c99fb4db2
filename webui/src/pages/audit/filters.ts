// The filters of the audit log, as the form holds them and as the API takes them.
import type { Ref } from 'vue'
import type { Address } from '@/components/useAddress'
import { momentOf } from '@/i18n/zone'

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
  'API_KEY',
  'USER',
  'USER_ROLE_ASSIGNMENT',
  'USER_IDENTITY',
  'PLAYGROUND_TEST',
  'SESSION',
  'AUDIT_LOG',
] as const

export interface AuditFilters {
  username: string
  action: string
  resource_type: string
  scenario_id: string
  /** Days of the calendar of the chosen zone, YYYY-MM-DD. */
  from: string
  to: string
}

type Kept = { [Name in keyof AuditFilters]: Ref<AuditFilters[Name]> }

/** The filters, as the address of the page keeps them. */
export function addressFilters(address: Address): Kept {
  const day = (name: string) => address.text(name, (text) => (isDay(text) ? text : undefined))
  return {
    username: address.text('username'),
    action: address.text('action'),
    resource_type: address.text('resource'),
    scenario_id: address.text('scenario'),
    from: day('from'),
    to: day('to'),
  }
}
export const valuesOf = (kept: Kept) =>
  Object.fromEntries(Object.entries(kept).map(([name, { value }]) => [name, value])) as unknown as AuditFilters

export const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))

const instant = (day: string, time: string) => momentOf(`${day}T${time}`).toISOString()

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
