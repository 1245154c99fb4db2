import { describe, expect, it } from 'vitest'
import { detailsOf, subjectOf } from '@/pages/audit/diff'
import { isDay, queryOf } from '@/pages/audit/filters'

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
})
