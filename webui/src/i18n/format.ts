// Times and numbers as the chosen language writes them.
import { useI18n } from 'vue-i18n'

export function useFormat() {
  const { locale } = useI18n()
  const time = (value: string | null | undefined) => {
    if (!value) return '–'
    const date = new Date(value)
    return Number.isNaN(date.getTime())
      ? value
      : new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'medium' }).format(date)
  }
  const number = (value: number) => new Intl.NumberFormat(locale.value).format(value)
  return { time, number }
}
