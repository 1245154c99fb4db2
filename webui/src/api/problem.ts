// What the services refuse with (application/problem+json), as one error type for pages.

export interface Fault {
  pointer: string
  code: string
  detail: string
  /** The numbers that `detail` says, where the code has them. */
  limit?: number
  actual?: number
}

/** What a refusal's `detail` says, by the names that its code has (docs/errors.md). */
export type Facts = Record<string, unknown>

// No statuses of HTTP: no answer came at all; one came, and the console failed at it.
export const OFFLINE = 0
export const CONSOLE_FAULT = -1

export class ApiError extends Error {
  constructor(
    /** HTTP status, OFFLINE or CONSOLE_FAULT. */
    readonly status: number,
    readonly code: string,
    /** One sentence for a person, in English. */
    readonly detail: string,
    readonly faults: Fault[] = [],
    /** To find the request in logs; empty where unknown. */
    readonly requestId = '',
    /** Seconds; null where the server named none. */
    readonly retryAfter: number | null = null,
    /** The whole body, for members beyond the standard ones. */
    readonly body: unknown = null,
    readonly facts: Facts = {},
  ) {
    super(detail)
    this.name = 'ApiError'
  }

  /** The same refusal, telling only these. */
  withFaults(faults: Fault[]): ApiError {
    return new ApiError(this.status, this.code, this.detail, faults, this.requestId, this.retryAfter, this.body, this.facts)
  }
}

/** What the server, or the browser, said of it, in English: to be shown as it is. A linter's rule keeps it from being read. */
export const asItCame = (told: ApiError | Fault): string => told.detail

export const offline = () => new ApiError(OFFLINE, 'offline', 'The server cannot be reached')

export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  // Where JSON was expected came something else, from a proxy or a hotel's network.
  const code = error instanceof SyntaxError ? 'unreadable_answer' : 'console_fault'
  return new ApiError(CONSOLE_FAULT, code, String(error))
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

const numbers = (one: Record<string, unknown> | null) =>
  Object.fromEntries(['limit', 'actual'].flatMap((name) => (typeof one?.[name] === 'number' ? [[name, one[name]]] : [])))

function faultsOf(value: unknown): Fault[] {
  if (!Array.isArray(value)) return []
  return value.map((one) => ({ pointer: text(one?.pointer), code: text(one?.code), detail: text(one?.detail), ...numbers(one) }))
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `Retry-After` in seconds or as a date. */
export function retryAfterOf(header: string | null, now = Date.now()): number | null {
  if (!header) return null
  if (/^\d+$/.test(header.trim())) return Number(header)
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000))
}

export async function problemOf(response: Response): Promise<ApiError> {
  const retryAfter = retryAfterOf(response.headers.get('Retry-After'))
  let body: Record<string, unknown> = {}
  try {
    const parsed: unknown = await response.clone().json()
    if (isObject(parsed)) body = parsed
  } catch {
    // A proxy's error page; the status says enough.
  }
  const requestId = text(body.instance).replace(/^urn:(request|uuid):/, '') || (response.headers.get('X-Request-ID') ?? '')
  return new ApiError(
    response.status,
    text(body.code) || `http_${response.status}`,
    text(body.detail) || `The server answered ${response.status}`,
    faultsOf(body.errors),
    requestId,
    retryAfter,
    body,
    isObject(body.facts) ? body.facts : {},
  )
}

const unescape = (token: string) => token.replaceAll('~1', '/').replaceAll('~0', '~')

/** "/tag_code" → "tag_code", "/options/max" → "options"; "" is the body itself. Query faults come without a slash. */
export const memberOf = (pointer: string) => unescape(pointer.replace(/^\//, '').split('/')[0] ?? '')

export interface PlacedFaults {
  /** By form field; the first fault of each. */
  fields: Map<string, Fault>
  /** Those of members that the form does not show. */
  others: Fault[]
}

/** Puts the faults of an answer at the fields of a form. */
export function placeFaults(error: ApiError, fields: readonly string[]): PlacedFaults {
  const placed: PlacedFaults = { fields: new Map(), others: [] }
  for (const fault of error.faults) {
    const member = memberOf(fault.pointer)
    if (!fields.includes(member)) placed.others.push(fault)
    else if (!placed.fields.has(member)) placed.fields.set(member, fault)
  }
  return placed
}
