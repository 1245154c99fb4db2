// Times and numbers as the chosen language writes them, times in the chosen zone.
import { useI18n } from 'vue-i18n'
import { offsetAt, zoneOption } from './zone'

/** A value of the API that is a time, as it writes them. */
export const isTime = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)

/** The zone at a moment: "UTC+8", "UTC-3:30", "UTC". */
export function zoneAt(date: Date): string {
  const minutes = offsetAt(date)
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  if (!minutes) return 'UTC'
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`
}

/** The zones of these times, of now where there are none: where clocks are put forward there may be two. */
export function zonesOf(values: (string | null | undefined)[]): string {
  const dates = values.flatMap((value) => (value ? [new Date(value)] : [])).filter((date) => !Number.isNaN(date.getTime()))
  return [...new Set((dates.length ? dates : [new Date()]).map(zoneAt))].join(', ')
}

export function useFormat() {
  const { locale } = useI18n()
  const headOfTimes = (label: string, values: (string | null | undefined)[]) => `${label} (${zonesOf(values)})`
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
          timeZone: zoneOption(),
        }).format(date)
  }
  /** In a sentence, where no head says the zone. */
  const timeAndZone = (value: string) => `${time(value)} (${zonesOf([value])})`
  const number = (value: number) => new Intl.NumberFormat(locale.value).format(value)
  return { time, timeAndZone, number, headOfTimes }
}
