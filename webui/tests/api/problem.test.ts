import { describe, expect, it } from 'vitest'
import { ApiError, asApiError, CONSOLE_FAULT, memberOf, placeFaults, problemOf, retryAfterOf } from '@/api/problem'

const fault = (pointer: string, code = 'required') => ({ pointer, code, detail: `${code} at ${pointer}` })
const refusal = (...faults: ReturnType<typeof fault>[]) => new ApiError(422, 'invalid', 'x', faults)

describe('faults at their fields', () => {
  it('finds the member that a pointer names', () => {
    expect(memberOf('/tag_code')).toBe('tag_code')
    expect(memberOf('/options/max')).toBe('options')
    expect(memberOf('/a~1b~0c')).toBe('a/b~c')
    expect(memberOf('limit')).toBe('limit')
    expect(memberOf('')).toBe('')
  })

  it('keeps the first fault of a field and the ones without a field apart', () => {
    const { fields, others } = placeFaults(
      refusal(fault('/keyword'), fault('/keyword', 'too_long'), fault('/other'), fault('')),
      ['keyword', 'note'],
    )
    expect([...fields].map(([name, { code }]) => [name, code])).toEqual([['keyword', 'required']])
    expect(others.map(({ pointer }) => pointer)).toEqual(['/other', ''])
  })

  it('is not fooled by names of Object.prototype', () => {
    const { fields, others } = placeFaults(refusal(fault('/__proto__'), fault('/constructor')), ['keyword'])
    expect(fields.size).toBe(0)
    expect(others).toHaveLength(2)
  })
})

describe('problems', () => {
  const answer = (body: string, status = 503, headers = {}) => new Response(body, { status, headers })

  it('are read from problem+json', async () => {
    const body = { code: 'tag_in_use', detail: 'Tag x is used', instance: 'urn:request:r1', errors: [fault('/a')], handle: 'h' }
    const error = await problemOf(answer(JSON.stringify(body), 409))
    expect(error).toMatchObject({ status: 409, code: 'tag_in_use', detail: 'Tag x is used', requestId: 'r1' })
    expect(error.faults).toEqual([fault('/a')])
    expect(error.body).toMatchObject({ handle: 'h' })
  })

  it.each(['<html>502</html>', '', '[1]', 'null', '{"code": 5, "errors": "x"}'])('survive a body of %j', async (body) => {
    const error = await problemOf(answer(body, 502))
    expect(error).toMatchObject({ status: 502, code: 'http_502', faults: [] })
    expect(error.detail).not.toBe('')
  })

  it('say when to come back', () => {
    expect(retryAfterOf('7')).toBe(7)
    expect(retryAfterOf('Wed, 01 Jan 2025 00:00:10 GMT', Date.parse('2025-01-01T00:00:00Z'))).toBe(10)
    expect(retryAfterOf('Wed, 01 Jan 2025 00:00:10 GMT', Date.parse('2026-01-01T00:00:00Z'))).toBe(0)
    expect(retryAfterOf('soon')).toBeNull()
    expect(retryAfterOf(null)).toBeNull()
  })
})

describe('what is no refusal', () => {
  it('is a fault of the console, and of no server', () =>
    expect(asApiError(new TypeError('x is null'))).toMatchObject({ status: CONSOLE_FAULT, code: 'console_fault', detail: 'TypeError: x is null' }))

  it('or an answer that is not what it says it is', () =>
    expect(asApiError(new SyntaxError('Unexpected token <'))).toMatchObject({ status: CONSOLE_FAULT, code: 'unreadable_answer' }))
})
