// Answers of services that are in trouble, as they would come.
import type { Page } from '@playwright/test'

const TITLES: Record<number, string> = { 403: 'Forbidden', 422: 'Unprocessable Content', 500: 'Internal Server Error', 503: 'Service Unavailable' }

export interface Trouble {
  status: number
  code: string
  detail?: string
  errors?: { pointer: string; code: string; detail: string }[]
}

/** Calls of the API whose path ends so are refused from now on. */
export async function refuse(page: Page, ending: string, { status, code, detail = '', errors }: Trouble) {
  const body = { type: 'about:blank', title: TITLES[status], status, code, detail: detail || 'The service is in trouble', instance: 'urn:request:0123456789abcdef0123456789abcdef', errors }
  await page.route(
    (url) => url.pathname.includes('/dbmanage/') && url.pathname.endsWith(ending),
    (route) => route.fulfill({ status, contentType: 'application/problem+json', headers: status === 503 ? { 'Retry-After': '5' } : {}, body: JSON.stringify(body) }),
  )
}

/** What auth-service says of the ways in. */
export function offer(page: Page, { portal_url, local_login_enabled }: { portal_url: string; local_login_enabled: boolean }) {
  const portal = { id: 'ticket', kind: 'ticket', name: { zh: '统一门户', en: 'Enterprise portal' }, healthy: true, ...(portal_url && { portal_url }) }
  const password = { id: 'password', kind: 'password', name: { zh: '本地账号', en: 'Local account' }, healthy: true }
  return page.route('**/sso/ways', (route) => route.fulfill({ json: { ways: local_login_enabled ? [portal, password] : [portal] } }))
}
