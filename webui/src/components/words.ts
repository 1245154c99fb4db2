// Codes of the API as people read them. A code that we do not know is shown as it is.
import { useI18n } from 'vue-i18n'

export function useRoleName() {
  const { t, te } = useI18n()
  return (code: string) => (te(`roles.${code}`) ? t(`roles.${code}`) : code)
}

/** `prefix.code`, or the code itself. */
export function useWord() {
  const { t, te } = useI18n()
  return (prefix: string, code: string) => (te(`${prefix}.${code}`) ? t(`${prefix}.${code}`) : code)
}
