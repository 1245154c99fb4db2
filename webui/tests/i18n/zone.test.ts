import { afterEach, describe, expect, it, vi } from 'vitest'
import { zoneAt } from '@/i18n/format'
import { momentOf, setZone, startZone, wallTimeAt, zone, zoneOption, zones } from '@/i18n/zone'

afterEach(() => {
  setZone('')
  localStorage.clear()
})
const at = (time: string) => new Date(time)

describe('a chosen zone', () => {
  it.each([
    ['Europe/Berlin', 'UTC+1', 'UTC+2'],
    ['America/St_Johns', 'UTC-3:30', 'UTC-2:30'],
    ['Asia/Kathmandu', 'UTC+5:45', 'UTC+5:45'],
    ['Australia/Lord_Howe', 'UTC+11', 'UTC+10:30'],
    ['UTC', 'UTC', 'UTC'],
  ])('%s is %s in January, %s in July', (name, january, july) => {
    setZone(name)
    expect(zoneAt(at('2026-01-15T12:00:00.999Z'))).toBe(january)
    expect(zoneAt(at('2026-07-15T12:00:00Z'))).toBe(july)
  })

  it.each([
    ['Europe/Berlin', '2026-01-15T23:30:00Z', '2026-01-16T00:30:00'],
    ['Europe/Berlin', '2026-07-15T23:30:00Z', '2026-07-16T01:30:00'],
    ['America/Los_Angeles', '2027-01-01T05:00:00Z', '2026-12-31T21:00:00'],
    ['Pacific/Kiritimati', '2026-12-31T10:00:00Z', '2027-01-01T00:00:00'],
  ])('%s: clocks at %s say %s, and the other way about', (name, moment, wallTime) => {
    setZone(name)
    expect(wallTimeAt(at(moment))).toBe(wallTime)
    expect(momentOf(wallTime)).toEqual(at(moment))
  })

  it.each([
    ['the last before they are put forward', '2026-03-29T01:59:59', '2026-03-29T00:59:59Z'],
    ['what they pass over, as much later', '2026-03-29T02:30:00', '2026-03-29T01:30:00Z'],
    ['the first after it', '2026-03-29T03:00:00', '2026-03-29T01:00:00Z'],
    ['what they say twice, the first time', '2026-10-25T02:30:00', '2026-10-25T00:30:00Z'],
    ['the first that they say once again', '2026-10-25T03:00:00', '2026-10-25T02:00:00Z'],
  ])('knows %s', (_what, wallTime, moment) => {
    setZone('Europe/Berlin')
    expect(momentOf(wallTime)).toEqual(at(moment))
  })
})

describe('no chosen zone', () => {
  it('is the browser’s own', () => {
    vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(210)
    expect(zoneAt(at('2026-07-15T12:00:00Z'))).toBe('UTC-3:30')
    expect(wallTimeAt(at('2026-07-15T12:00:00Z'))).toBe('2026-07-15T08:30:00')
    expect(momentOf('2026-07-15T08:30:00')).toEqual(at('2026-07-15T12:00:00Z'))
    expect(zoneOption()).toBeUndefined()
  })
})

describe('what is kept', () => {
  it('is taken at the start, and forgotten for the browser’s own', () => {
    setZone('Asia/Tokyo')
    zone.value = ''
    startZone()
    expect(zone.value).toBe('Asia/Tokyo')
    setZone('')
    expect(localStorage.length).toBe(0)
  })
  it.each(['Atlantis/Capital', 'Asia/Tokyo ', '__proto__', '{"zone":1}'])('and is no zone: %j, leaves the browser’s own', (kept) => {
    localStorage.setItem('lgm.zone', kept)
    zone.value = 'Asia/Tokyo'
    startZone()
    expect(zone.value).toBe('')
    expect(zoneOption()).toBeUndefined()
  })
})

describe('what is offered', () => {
  it('is UTC first, and each zone that the browser lists, once and in order', () => {
    vi.spyOn(Intl, 'supportedValuesOf').mockReturnValue(['Asia/Shanghai', 'Asia/Calcutta', 'Asia/Kolkata', 'UTC'])
    const offered = zones()
    expect(offered[0]).toBe('UTC')
    expect(offered.filter((one) => /UTC|Shanghai|Calcutta|Kolkata/.test(one))).toEqual(['UTC', 'Asia/Calcutta', 'Asia/Kolkata', 'Asia/Shanghai'])
    expect(offered.slice(1)).toEqual(offered.slice(1).sort())
  })
  it('has the names of today also where the browser lists those of long ago', () =>
    expect(zones()).toEqual(expect.arrayContaining(['Asia/Kolkata', 'Europe/Kyiv', 'America/Argentina/Buenos_Aires'])))
  it('has none that the browser does not know', () => {
    const known = Intl.DateTimeFormat
    vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(((locale: string, options: Intl.DateTimeFormatOptions) => {
      if (options.timeZone === 'Europe/Kyiv') throw new RangeError('Invalid time zone')
      return known(locale, options)
    }) as never)
    expect(zones()).not.toContain('Europe/Kyiv')
    expect(zones()).toContain('Asia/Kolkata')
  })
})
