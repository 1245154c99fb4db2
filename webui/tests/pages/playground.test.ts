import { describe, expect, it } from 'vitest'
import { exemptedText, isDecision, rulePlace } from '@/api/decision'
import type { PlaygroundTry } from '@/api/types'
import { attemptOf, strategyOfScore } from '@/pages/playground/tries'

const row = (part: Partial<PlaygroundTry>) => ({ playground_type: 'INPUT', app_id: 'shop', ...part }) as PlaygroundTry

describe('a try from the history', () => {
  it('fills the form as it was', () =>
    expect(
      attemptOf(row({ playground_type: 'OUTPUT', input_data: { output_text: 'x' }, config_snapshot: { use_vip_black: true } })),
    ).toEqual({
      app_id: 'shop',
      direction: 'OUTPUT',
      text: 'x',
      use_customize_white: false,
      use_customize_words: false,
      use_customize_rule: false,
      use_vip_white: false,
      use_vip_black: true,
    }))
  it('survives rows of older generations', () =>
    expect(attemptOf(row({ input_data: null as never, config_snapshot: 'x' as never })).text).toBe(''))
  it('knows its outcome by the score', () => {
    expect([0, 50, 100, 1000, -1].map(strategyOfScore)).toEqual(['PASS', 'REWRITE', 'BLOCK', 'REVIEW', null])
  })
})

describe('why a hit was decided so', () => {
  it('leads to the rule', () => {
    expect(rulePlace({ kind: 'CUSTOM_TAG_RULE', rule_id: 'r1' }, 'shop')).toEqual({
      name: 'scenario',
      params: { appId: 'shop', tab: 'policies' },
      query: { rule: 'r1' },
    })
    expect(rulePlace({ kind: 'GLOBAL_DEFAULT', rule_id: 'r2' }, 'shop')).toEqual({ name: 'defaults', query: { rule: 'r2' } })
    expect(rulePlace({ kind: 'BUILT_IN', rule_id: '' }, 'shop')).toBeNull()
    expect(rulePlace({ kind: 'WHITELIST', rule_id: 'w1' }, 'shop')).toBeNull()
    expect(rulePlace(null, 'shop')).toBeNull()
  })
  it('names the white word', () => {
    expect(exemptedText({ keyword: '射击游戏' })).toBe('射击游戏')
    expect(exemptedText('射击游戏')).toBe('射击游戏')
    expect(exemptedText(null)).toBe('')
  })
  it('is read from decisions alone', () => {
    expect(isDecision({ final_decision: {}, hits: [] })).toBe(true)
    for (const other of [null, {}, { error: 'x' }, 'x']) expect(isDecision(other)).toBe(false)
  })
})
