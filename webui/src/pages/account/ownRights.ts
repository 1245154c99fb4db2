// One's own rights by where they come from.
import type { OlderAssignment, Role, UserRole } from '@/api/types'

export interface Source {
  /** Empty: an older assignment. */
  role: string
  /** An app id; empty: everywhere. */
  scenario: string
  codes: string[]
}

export interface Held {
  /** The role that counts everywhere. */
  role: string
  roles: Pick<Role, 'id' | 'role_code'>[]
  grants: Pick<UserRole, 'role_id' | 'role_code' | 'scenario_id'>[]
  assignments: Pick<OlderAssignment, 'scenario_id' | 'permissions'>[]
  codesOf: (roleId: string) => Promise<string[]>
}

export async function ownRights({ role, roles, grants, assignments, codesOf }: Held): Promise<Source[]> {
  const asked = new Map<string, Promise<string[]>>()
  const codes = (id: string) => asked.get(id) ?? asked.set(id, codesOf(id)).get(id)!
  const main = roles.filter((one) => one.role_code === role)
  return Promise.all([
    ...main.map(async (one) => ({ role, scenario: '', codes: await codes(one.id) })),
    ...grants.map(async (one) => ({ role: one.role_code, scenario: one.scenario_id ?? '', codes: await codes(one.role_id) })),
    ...assignments.map((one) => ({
      role: '',
      scenario: one.scenario_id,
      codes: Object.entries(one.permissions ?? {}).flatMap(([code, held]) => (held ? [code] : [])),
    })),
  ])
}
