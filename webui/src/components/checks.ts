// Checks of a form before it is sent; the services check again. Lengths count code points, as the services do.
import { useI18n } from 'vue-i18n'

export type Check = (value: unknown) => string | null

export const codePoints = (text: string) => [...text].length

export function useChecks() {
  const { t } = useI18n()
  const required: Check = (value) => (typeof value === 'string' && value.trim() === '' ? t('faults.required') : value == null ? t('faults.required') : null)
  const atMost =
    (limit: number): Check =>
    (value) =>
      typeof value === 'string' && codePoints(value) > limit ? t('faults.too_long', { limit }) : null
  const atLeast =
    (limit: number): Check =>
    (value) =>
      typeof value === 'string' && codePoints(value) < limit ? t('faults.at_least', { limit }) : null
  const pattern =
    (expression: RegExp, message: string): Check =>
    (value) =>
      typeof value === 'string' && value !== '' && !expression.test(value) ? t(message) : null
  return { required, atMost, atLeast, pattern }
}

/** The first fault of each member. */
export function runChecks(draft: object, checks: Partial<Record<string, Check[]>>): Map<string, string> {
  const faults = new Map<string, string>()
  for (const [name, list] of Object.entries(checks))
    for (const check of list ?? []) {
      const fault = check((draft as Record<string, unknown>)[name])
      if (fault && !faults.has(name)) faults.set(name, fault)
    }
  return faults
}
