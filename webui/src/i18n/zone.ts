// The time zone of the times on screen: the browser's own, or another one that was chosen in this browser.
import { ref } from 'vue'

const STORED = 'lgm.zone'
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Empty: the browser's own. */
export const zone = ref('')

export const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** As those who ask for none: the browser's own. */
export const zoneOption = () => zone.value || undefined

/** What Chromium knows and lists by the names of long ago alone: Asia/Calcutta. */
const RENAMED = [
  'Africa/Asmara',
  ...['Buenos_Aires', 'Catamarca', 'Cordoba', 'Jujuy', 'Mendoza'].map((city) => `America/Argentina/${city}`),
  'America/Atikokan',
  'America/Indiana/Indianapolis',
  'America/Kentucky/Louisville',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Chuuk',
  'Pacific/Kanton',
  'Pacific/Pohnpei',
]

/** Those to choose from, UTC first, which browsers do not list. */
export const zones = () => [...new Set(['UTC', ...[...Intl.supportedValuesOf('timeZone'), ...RENAMED.filter(isZone)].sort()])]

function isZone(name: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

export function setZone(chosen: string) {
  zone.value = chosen
  if (chosen) localStorage.setItem(STORED, chosen)
  else localStorage.removeItem(STORED)
}

/** What is kept may be of another version of the browser, which knew other zones. */
export function startZone() {
  const stored = localStorage.getItem(STORED) ?? ''
  zone.value = isZone(stored) ? stored : ''
}

const clock = (timeZone: string) =>
  new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
let clocks: { of: string; clock: Intl.DateTimeFormat } | undefined

function clockOf(name: string) {
  if (clocks?.of !== name) clocks = { of: name, clock: clock(name) }
  return clocks.clock
}

/** The minutes that its clocks are ahead of UTC at a moment. */
export function offsetAt(moment: Date): number {
  if (!zone.value) return -moment.getTimezoneOffset()
  const shown = Object.fromEntries(clockOf(zone.value).formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = shown
  return Math.round((Date.UTC(year, month - 1, day, hour, minute, second) - moment.getTime()) / MINUTE)
}

/** What its calendar and clocks say at a moment: "2026-11-30T08:00:00". */
export const wallTimeAt = (moment: Date) => new Date(moment.getTime() + offsetAt(moment) * MINUTE).toISOString().slice(0, 19)

/** When they say so: of two such moments the first; what clocks that are put forward pass over is as much later. */
export function momentOf(wallTime: string): Date {
  const said = Date.parse(`${wallTime}Z`)
  const [before, after] = [said - DAY, said + DAY].map((near) => offsetAt(new Date(near))) as [number, number]
  const [first, second] = [before, after].map((offset) => new Date(said - offset * MINUTE)) as [Date, Date]
  return offsetAt(first) !== before && offsetAt(second) === after ? second : first
}
