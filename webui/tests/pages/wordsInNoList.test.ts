import { describe, expect, it } from 'vitest'
import { createApi } from '@/api/client'
import { wordsInNoList } from '@/pages/scenarios/wordsInNoList'

describe('words of rules that stand in no list', () => {
  it('are found whatever their case and width', async () => {
    const asked: string[] = []
    const api = createApi('http://x.test', async (request) => {
      const url = new URL(request.url)
      asked.push(url.pathname + (url.searchParams.get('q') ?? ''))
      const own = url.pathname.startsWith('/keywords/scenario')
      const rows = own ? [{ keyword: 'Mine' }] : [{ keyword: 'CASINO' }, { keyword: 'casino royale' }]
      return new Response(JSON.stringify(rows), { status: 200, headers: { 'Content-Type': 'application/json' } })
    })
    const lost = await wordsInNoList(api, 'shop', ['mine', 'ｃａｓｉｎｏ', 'roya', 'roya'])
    expect([...lost]).toEqual(['roya'])
    expect(asked).toHaveLength(3)
  })
})
