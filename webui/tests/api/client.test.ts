import { describe, expect, it } from 'vitest'
import { allOf, bodyOf, createApi, ifMatch, pageOf } from '@/api/client'

const answer = (body: unknown, headers = {}) =>
  new Response(JSON.stringify(body), { status: 200, headers: { 'Content-Type': 'application/json', ...headers } })

describe('the client', () => {
  it('reads the total from the header', async () => {
    const call = (headers: Record<string, string>) => Promise.resolve({ data: [1, 2], response: answer([], headers) })
    expect(await pageOf(call({ 'X-Total-Count': '137' }))).toEqual({ rows: [1, 2], total: 137, exact: true })
    expect(await pageOf(call({ 'X-Total-Count': '10000', 'X-Total-Count-Exact': 'false' }))).toMatchObject({ exact: false })
    expect(await pageOf(call({}))).toMatchObject({ total: 2 })
  })

  it('sends the version with writes', async () => {
    const seen: Request[] = []
    const api = createApi('http://console.test/dbmanage/api/v1', async (request) => {
      seen.push(request)
      return answer({})
    })
    await api.admin.PUT('/tags/{id}', {
      params: { path: { id: 'a/b' } },
      body: { is_active: false },
      headers: ifMatch({ version: 3 }),
    })
    expect(seen[0]?.url).toBe('http://console.test/dbmanage/api/v1/tags/a%2Fb')
    expect(seen[0]?.headers.get('If-Match')).toBe('"3"')
    expect(await seen[0]?.json()).toEqual({ is_active: false })
  })

  it('throws refusals, and the lack of an answer', async () => {
    const refusing = createApi('http://x.test', async () => new Response('{"code":"duplicate"}', { status: 400 }))
    await expect(refusing.admin.GET('/tags/')).rejects.toMatchObject({ status: 400, code: 'duplicate' })
    const dead = createApi('http://x.test', () => Promise.reject(new TypeError('Failed to fetch')))
    await expect(dead.admin.GET('/tags/')).rejects.toMatchObject({ status: 0, code: 'offline' })
  })

  it.each(['[null]', '[{"id":"a"},null]'])('does not take a list with a hole in it: %s', async (body) => {
    const api = createApi('http://x.test', async () => new Response(body, { headers: { 'content-type': 'application/json' } }))
    const refused = { code: 'unreadable_answer', detail: expect.stringMatching(/^Row [12] of the answer is null$/) }
    await expect(bodyOf(api.admin.GET('/tags/'))).rejects.toMatchObject(refused)
    await expect(pageOf(api.admin.GET('/keywords/global/'))).rejects.toMatchObject(refused)
  })

  it('gathers every page of a list', async () => {
    const all = Array.from({ length: 2300 }, (_, index) => index)
    const rows = await allOf(async ({ skip, limit }) => ({
      rows: all.slice(skip, skip + limit),
      total: all.length,
      exact: true,
    }))
    expect(rows).toEqual(all)
  })
})
