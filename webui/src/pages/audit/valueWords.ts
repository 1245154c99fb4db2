// Values of audit rows as people read them. What is no code of ours is shown as it is.
import { useI18n } from 'vue-i18n'
import { useRoleName, useWord } from '@/components/words'
import { isTime, useFormat } from '@/i18n/format'
import { strategyOfScore } from '@/pages/playground/tries'
import { shown } from './diff'

export function useValueWords() {
  const { t } = useI18n()
  const word = useWord()
  const roleName = useRoleName()
  const { timeAndZone } = useFormat()
  const spoken: Partial<Record<string, (value: string) => string>> = {
    strategy: (value) => word('strategy', value),
    risk_level: (value) => word('risk', value),
    mode: (value) => word('rules', value),
    match_type: (value) => word('rules', value),
    extra_condition: (value) => word('safety', value.toLowerCase()),
    playground_type: (value) => word('playground', value),
    role: roleName,
    role_code: roleName,
    rule_mode: (value) => t(value === '0' ? 'rules.super' : 'rules.custom'),
    category: (value) => t(value === '0' ? 'scenario_keywords.white' : 'scenario_keywords.black'),
    score: (value) => word('strategy', strategyOfScore(Number(value)) ?? value),
    way: (value) => word('audit_values', value),
    reason: (value) => word('audit_values', value),
    client_id: (value) => word('audit_values', value),
    issuer: (value) => word('audit_values', value),
    actor_kind: (value) => word('audit_values', value),
  }
  return (name: string, value: unknown): string => {
    if (typeof value === 'boolean') {
      return name === 'is_active' ? t(value ? 'words.active' : 'words.inactive') : t(value ? 'words.yes' : 'words.no')
    }
    if (name.endsWith('_at') && isTime(value)) return timeAndZone(value)
    const say = spoken[name]
    return say && (typeof value === 'string' || typeof value === 'number') && value !== '' ? say(String(value)) : shown(value)
  }
}
