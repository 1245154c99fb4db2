// A try as the form holds it, and back from the history.
import type { PlaygroundTry, Scenario } from '@/api/types'

export const FLAGS = [
  'use_customize_white',
  'use_customize_words',
  'use_customize_rule',
  'use_vip_white',
  'use_vip_black',
] as const
export type Flag = (typeof FLAGS)[number]
export type Direction = 'INPUT' | 'OUTPUT'

export interface Attempt extends Record<Flag, boolean> {
  app_id: string
  direction: Direction
  text: string
}

/** The switches as the scenario has them: what its callers get when they send none to the check route. */
export const flagsOf = (scenario: Scenario): Record<Flag, boolean> => ({
  use_customize_white: scenario.enable_whitelist,
  use_customize_words: scenario.enable_blacklist,
  use_customize_rule: scenario.enable_custom_policy,
  use_vip_white: true,
  use_vip_black: true,
})

const record = (value: unknown) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {})

export function attemptOf(row: PlaygroundTry): Attempt {
  const data = record(row.input_data)
  const switches = record(row.config_snapshot)
  const direction: Direction = row.playground_type === 'OUTPUT' ? 'OUTPUT' : 'INPUT'
  const text = direction === 'OUTPUT' ? (data.output_text ?? data.input_prompt) : data.input_prompt
  const flags = Object.fromEntries(FLAGS.map((flag) => [flag, switches[flag] === true])) as Record<Flag, boolean>
  return { ...flags, app_id: row.app_id, direction, text: typeof text === 'string' ? text : '' }
}

const BY_SCORE = new Map([
  [0, 'PASS'],
  [50, 'REWRITE'],
  [100, 'BLOCK'],
  [1000, 'REVIEW'],
])
/** Null: the try failed. */
export const strategyOfScore = (score: number): string | null => BY_SCORE.get(score) ?? null
