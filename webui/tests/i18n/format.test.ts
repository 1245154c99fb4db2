import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent } from 'vue'
import { i18n } from '@/i18n'
import { isTime, useFormat, zoneAt, zonesOf } from '@/i18n/format'
import { setZone } from '@/i18n/zone'

afterEach(() => setZone(''))

const at = (minutes: number) => ({ getTimezoneOffset: () => -minutes }) as Date

describe('the zone of the times on screen', () => {
  it.each([
    [480, 'UTC+8'],
    [0, 'UTC'],
    [-210, 'UTC-3:30'],
    [345, 'UTC+5:45'],
    [-60, 'UTC-1'],
  ])('is %i minutes: %s', (minutes, name) => expect(zoneAt(at(minutes))).toBe(name))
  it('is named once, and of now where there is no time', () => {
    const here = zoneAt(new Date('2026-02-06T08:00:00Z'))
    expect(zonesOf(['2026-02-06T08:00:00Z', null, 'no time', '2026-02-07T08:00:00Z'])).toBe(here)
    expect(zonesOf([])).toBe(zoneAt(new Date()))
  })
  it('is named for each half of the year where both are shown', () => {
    setZone('Europe/Berlin')
    expect(zonesOf(['2026-07-06T08:00:00Z', '2026-02-06T08:00:00Z'])).toBe('UTC+2, UTC+1')
  })
})

describe('a time', () => {
  const format = () => {
    let made!: ReturnType<typeof useFormat>
    mount(defineComponent({ setup: () => ((made = useFormat()), () => null) }), { global: { plugins: [i18n] } })
    return made
  }
  it.each([
    ['2026-01-15T23:30:00Z', 'Jan 16, 2026, 00:30:00', 'UTC+1'],
    ['2026-07-15T23:30:00Z', 'Jul 16, 2026, 01:30:00', 'UTC+2'],
  ])('is shown in the chosen zone: %s', (moment, shown, name) => {
    setZone('Europe/Berlin')
    const { time, timeAndZone } = format()
    expect(time(moment)).toBe(shown)
    expect(timeAndZone(moment)).toBe(`${shown} (${name})`)
  })
  it('is told from other values of the API', () => {
    expect(['2026-01-15T23:30:00Z', '2026-01-15T23:30:00.123456Z'].every(isTime)).toBe(true)
    expect(['2026-01-15', '2026-01-15 23:30:00', 'x2026-01-15T23:30:00Z', 5, null].some(isTime)).toBe(false)
  })
})
