// The rows of the API under the names that pages use. When the schemas of a service change, this is where it shows.
import type { components as Admin } from './schema/admin-service'
import type { components as Auth } from './schema/auth-service'

type A = Admin['schemas']

export type Tag = A['Tag']
export type TagNode = A['TagNode']
export type TagDraft = Pick<Tag, 'tag_code' | 'tag_name' | 'parent_code' | 'is_active'>

export type GlobalKeyword = A['GlobalKeyword']
export type GlobalKeywordDraft = A['GlobalKeywordCreate']

export type Scenario = A['Scenario']
export type ScenarioDraft = A['ScenarioCreate']

export type ScenarioKeyword = A['ScenarioKeyword']
export type ScenarioKeywordDraft = A['ScenarioKeywordCreate']

export type ApiKey = A['ApiKey']
export type AccountKey = A['AccountKey']

export type ScenarioPolicy = A['ScenarioPolicy']
export type ScenarioPolicyDraft = A['ScenarioPolicyCreate']

export type GlobalDefault = A['GlobalDefault']
export type GlobalDefaultDraft = A['GlobalDefaultCreate']

export type PlaygroundTry = A['PlaygroundTry']
export type AuditLog = A['AuditLog']
export type User = A['User']
export type Account = A['Account']
export type UserRole = A['UserRole']
export type UserIdentity = A['UserIdentity']
export type Role = A['Role']
export type OlderAssignment = A['ScenarioAssignmentRow']
export type MyPermissions = A['MyPermissions']

export type SignedIn = Auth['schemas']['SignedIn']
export type OwnSession = Auth['schemas']['Session']
export type UserInfo = Auth['schemas']['UserInfo']
export type WayIn = Auth['schemas']['WayIn']

export type Strategy = ScenarioPolicyDraft['strategy']
export type Risk = GlobalKeywordDraft['risk_level']

export const STRATEGIES: readonly Strategy[] = ['BLOCK', 'REVIEW', 'REWRITE', 'PASS']
export const RISKS: readonly Risk[] = ['High', 'Medium', 'Low']
export const SAFETY_LABELS = ['safe', 'controversial', 'unsafe'] as const
