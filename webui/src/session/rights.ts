// What the signed-in user may do. The console only hides by it; the services decide.
import type { MyPermissions } from '@/api/types'

export class Rights {
  private readonly everywhere: ReadonlySet<string>
  private readonly inScenario: ReadonlyMap<string, ReadonlySet<string>>

  constructor(
    readonly role: string,
    permissions: Pick<MyPermissions, 'global_permissions' | 'scenario_permissions'>,
  ) {
    this.everywhere = new Set(permissions.global_permissions)
    this.inScenario = new Map(
      Object.entries(permissions.scenario_permissions).map(([app, codes]) => [app, new Set(codes)]),
    )
  }

  static readonly none = new Rights('', { global_permissions: [], scenario_permissions: {} })

  /** Reads everything; the role adds no code. */
  get readsAll(): boolean {
    return this.isAdmin || this.role === 'AUDITOR'
  }
  get isAdmin(): boolean {
    return this.role === 'SYSTEM_ADMIN' || this.role === 'ADMIN'
  }
  /** Held in every scenario, or globally. */
  has(code: string): boolean {
    return this.isAdmin || this.everywhere.has(code)
  }
  hasIn(code: string, appId: string): boolean {
    return this.has(code) || (this.inScenario.get(appId)?.has(code) ?? false)
  }
  hasSomewhere(code: string): boolean {
    return this.has(code) || [...this.inScenario.values()].some((codes) => codes.has(code))
  }
  /** May look inside a scenario. */
  reaches(appId: string): boolean {
    return this.readsAll || this.inScenario.has(appId)
  }
}
