// Times and numbers as the chosen language writes them.
import { useI18n } from 'vue-i18n'

export function useFormat() {
  const { locale } = useI18n()
  const time = (value: string | null | undefined) => {
    if (!value) return '–'
    const date = new Date(value)
    return Number.isNaN(date.getTime())
      ? value
      : new Intl.DateTimeFormat(locale.value, {
          year: 'numeric',
          // A month in digits is read differently in different countries.
          month: locale.value === 'en' ? 'short' : '2-digit',
          day: '2-digit',
          hour: '2-digit',
          minute: '2-digit',
          second: '2-digit',
          hourCycle: 'h23',
        }).format(date)
  }
  const number = (value: number) => new Intl.NumberFormat(locale.value).format(value)
  return { time, number }
}
