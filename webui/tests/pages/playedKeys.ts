// The API keys of one scenario or service account, as the services that a test plays keep and change them.
import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, vi } from 'vitest'
import type { Key } from '@/keys/keys'
import { json } from './onPage'

export const KEY = `lgm_abcd1234_${'x'.repeat(49)}`

interface Refusal {
  status: number
  code: string
  facts?: object
  errors?: object[]
}

/** Before each test there is `first` alone at `path`; `reads`: what else pages ask for, by path. */
export function playKeys<K extends Key>({ path, first, reads }: { path: string; first: K; reads: Record<string, unknown> }) {
  const played = {
    keys: [first],
    /** Of the changes that follow. */
    refusal: null as Refusal | null,
    writes: [] as { call: string; tag: string | null; body: unknown }[],
    answer,
  }
  async function answer(request: Request) {
    const asked = new URL(request.url).pathname
    if (request.method === 'GET') return json(asked === path ? played.keys : (reads[asked] ?? []))
    const body = request.method === 'DELETE' ? null : await request.json()
    played.writes.push({ call: `${request.method} ${asked}`, tag: request.headers.get('If-Match'), body })
    if (played.refusal) return json({ detail: 'x', ...played.refusal }, played.refusal.status)
    if (request.method === 'POST') {
      const made = { ...first, ...body, id: 'k2', version: 1 }
      played.keys = [...played.keys, made]
      return json({ ...made, key: KEY })
    }
    if (request.method === 'PATCH') played.keys = played.keys.map((one) => ({ ...one, ...body, version: one.version + 1 }))
    else played.keys = played.keys.slice(1)
    return json(played.keys[0] ?? first)
  }
  beforeEach(() => void Object.assign(played, { keys: [first], refusal: null, writes: [] }))
  enableAutoUnmount(afterEach)
  afterEach(() => {
    document.body.innerHTML = ''
    vi.restoreAllMocks()
  })
  return played
}
