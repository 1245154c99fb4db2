// The guard's answer, which admin-service passes on as it came. It may hold more than the console shows.
import type { Strategy } from './types'

export interface DecidedBy {
  kind: string
  rule_id?: string | null
}

export interface Hit {
  keyword: string
  start?: number
  end?: number
  utf16_start?: number
  utf16_end?: number
  tag_code?: string | null
  risk_level?: string | null
  source: string
  exempted_by?: unknown
  strategy: string
  mode?: string
  decided_by?: DecidedBy | null
}

export interface Decision {
  request_id: string
  policy_version: number
  norm_version?: number
  final_decision: { strategy: Strategy; score: number; priority: number }
  rewritten_text?: string | null
  hits: Hit[]
  hits_total: number
  degraded?: string[]
  ignored?: string[]
  timing_us?: number
}

export function isDecision(value: unknown): value is Decision {
  const answer = value as Partial<Decision> | null
  return typeof answer === 'object' && answer !== null && !!answer.final_decision && Array.isArray(answer.hits)
}

/** What lifted a hit, as a word: the white word itself, however the answer puts it. */
export function exemptedText(by: unknown): string {
  if (by === null || by === undefined || by === false) return ''
  if (typeof by === 'string') return by
  const keyword = (by as { keyword?: unknown }).keyword
  return typeof keyword === 'string' ? keyword : JSON.stringify(by)
}

/** Where the rule that decided stands; null for what is built in. */
export function rulePlace(by: DecidedBy | null | undefined, appId: string) {
  if (!by?.rule_id) return null
  const query = { rule: by.rule_id }
  return /default/i.test(by.kind)
    ? { name: 'defaults', query }
    : { name: 'scenario', params: { appId, tab: 'policies' }, query }
}
