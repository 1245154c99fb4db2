// The typed client. Paths, members and answers come from the services' OpenAPI documents; a refusal is thrown as an
// ApiError, so that pages deal with answers alone.
import createClient, { type Client, type Middleware } from 'openapi-fetch'
import { inject, type InjectionKey } from 'vue'
import { ApiError, CONSOLE_FAULT, offline, problemOf } from './problem'
import type { paths as AdminPaths } from './schema/admin-service'
import type { paths as AuthPaths } from './schema/auth-service'

// The documents name paths with the prefix of the services; the console knows it as `apiBase`.
type Below<Paths> = { [P in keyof Paths as P extends `/api/v1${infer Rest}` ? Rest : never]: Paths[P] }

export interface Api {
  admin: Client<Below<AdminPaths>>
  auth: Client<Below<AuthPaths>>
}

const refusals: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response)
  },
  onError({ error }) {
    // fetch rejects with a TypeError when no answer came, and with a DOMException when none came in time.
    return error instanceof TypeError || error instanceof DOMException ? offline() : undefined
  },
}

export function createApi(base: string, fetcher: (request: Request) => Promise<Response>): Api {
  const make = <Paths extends object>() => {
    const client = createClient<Paths>({ baseUrl: base, fetch: fetcher, credentials: 'same-origin' })
    client.use(refusals)
    return client
  }
  return { admin: make<Below<AdminPaths>>(), auth: make<Below<AuthPaths>>() }
}

interface Answer<T> {
  data?: T
  response: Response
}

/** A list with a hole in it cannot be read: pages and tables take each row for what the document says. */
function whole<T>(data: T): T {
  const hole = Array.isArray(data) ? data.findIndex((row) => row === null) : -1
  if (hole >= 0) throw new ApiError(CONSOLE_FAULT, 'unreadable_answer', `Row ${hole + 1} of the answer is null`)
  return data
}

/** The body of an answer. */
export async function bodyOf<T>(call: Promise<Answer<T>>): Promise<T> {
  return whole((await call).data as T)
}

export interface Page<T> {
  rows: T[]
  total: number
  /** False: there are more than `total`. */
  exact: boolean
}

export async function pageOf<T>(call: Promise<Answer<T[]>>): Promise<Page<T>> {
  const { data, response } = await call
  const rows = whole(data ?? [])
  const header = response.headers.get('X-Total-Count')
  return {
    rows,
    total: header === null ? rows.length : Number(header),
    exact: response.headers.get('X-Total-Count-Exact') !== 'false',
  }
}

/** The ETag of a row, always sent with writes. */
export const ifMatch = (row: { version: number }) => ({ 'If-Match': `"${row.version}"` })

export const apiKey: InjectionKey<Api> = Symbol('api')

export function useApi(): Api {
  const api = inject(apiKey)
  if (!api) throw new Error('no API was provided')
  return api
}

/** Every row of a list that comes in pages. */
export async function allOf<T>(ask: (range: { skip: number; limit: number }) => Promise<Page<T>>): Promise<T[]> {
  const limit = 1000
  const rows: T[] = []
  for (;;) {
    const page = await ask({ skip: rows.length, limit })
    rows.push(...page.rows)
    if (page.rows.length < limit) return rows
  }
}
