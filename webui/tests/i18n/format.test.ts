import { describe, expect, it } from 'vitest'
import { zoneAt, zonesOf } from '@/i18n/format'

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
})
