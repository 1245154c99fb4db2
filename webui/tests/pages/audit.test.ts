import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent } from 'vue'
import { i18n } from '@/i18n'
import { setZone } from '@/i18n/zone'
import { detailsOf, subjectOf } from '@/pages/audit/diff'
import { isDay, queryOf } from '@/pages/audit/filters'
import { useValueWords } from '@/pages/audit/valueWords'

afterEach(() => setZone(''))

describe('what an audit row says', () => {
  const before = { id: 'x', keyword: 'a', risk_level: 'High', version: 1 }

  it('is the members that changed, without the version', () =>
    expect(detailsOf({ before, after: { ...before, risk_level: 'Low', version: 2 } }).changes).toEqual([
      { name: 'risk_level', before: 'High', after: 'Low' },
    ]))
  it('is every member of a new or deleted row', () => {
    expect(detailsOf({ before: null, after: before }).changes).toHaveLength(2)
    expect(detailsOf({ before, after: null }).changes?.every(({ after }) => after === null)).toBe(true)
  })
  it('keeps what stands beside', () => expect(detailsOf({ before, after: null, keywords: 3 }).rest).toEqual({ keywords: 3 }))
  it.each([null, undefined, 'text', [1], { way: 'ticket' }])('has no change in %j', (details) =>
    expect(detailsOf(details).changes).toBeNull(),
  )

  it('is about what people know it as', () => {
    expect(subjectOf({ details: { before, after: null } })).toBe('a')
    expect(subjectOf({ details: { way: 'ticket' } })).toBe('')
    expect(subjectOf({ details: null })).toBe('')
  })
})

const none = { username: '', action: '', resource_type: '', scenario_id: '', from: '', to: '' }

describe('the filters', () => {
  it.each([['2025-03-01', true], ['2025-13-41', false], ['1.3.2025', false], ['', false]])('know %s as a day: %s', (text, so) =>
    expect(isDay(text)).toBe(so),
  )
  it('leave out what is empty, or was cleared', () =>
    expect(queryOf({ ...none, action: undefined as unknown as string, username: ' li ' })).toEqual({ username: 'li' }))
  it('take whole days of the reader’s calendar', () => {
    const query = queryOf({ ...none, from: '2025-03-01', to: '2025-03-01' })
    const length = Date.parse(query.end_date ?? '') - Date.parse(query.start_date ?? '')
    expect(length).toBe(24 * 3600 * 1000 - 1)
  })
  it.each([
    ['Asia/Shanghai', '2026-07-01', '2026-06-30T16:00:00.000Z', '2026-07-01T15:59:59.999Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'], // of 23 hours
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z'], // of 25
  ])('take the days of a chosen zone: %s, %s', (zone, day, start_date, end_date) => {
    setZone(zone)
    expect(queryOf({ ...none, from: day, to: day })).toEqual({ start_date, end_date })
  })
})

describe('a value of a row', () => {
  const said = (name: string, value: unknown) => {
    let words!: ReturnType<typeof useValueWords>
    mount(defineComponent({ setup: () => ((words = useValueWords()), () => null) }), { global: { plugins: [i18n] } })
    return words(name, value)
  }
  it('that is a time is shown in the chosen zone', () => {
    setZone('Asia/Kathmandu')
    expect(said('expires_at', '2035-01-31T16:00:00Z')).toBe('Jan 31, 2035, 21:45:00 (UTC+5:45)')
  })
  it('that only looks like one is shown as it is', () => expect(said('keyword', '2035-01-31T16:00:00Z')).toBe('2035-01-31T16:00:00Z'))
})
