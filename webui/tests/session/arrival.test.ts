import { describe, expect, it } from 'vitest'
import { safeReturnPath, takeReturn, takeTicket } from '@/session/arrival'

const BASE = '/web-manager/'
const ORIGIN = 'https://console.test'

describe('where to go after signing in', () => {
  it.each([
    ['/web-manager/tags', '/tags'],
    ['/web-manager/keywords?q=a%20b#x', '/keywords?q=a%20b#x'],
    ['/web-manager/', '/'],
  ])('goes to %s', (raw, path) => expect(safeReturnPath(raw, BASE, ORIGIN)).toBe(path))

  it.each([
    null,
    '',
    'https://evil.test/web-manager/tags',
    '//evil.test/web-manager/tags',
    '/\\evil.test/web-manager/',
    '/%2f%2fevil.test',
    '/web-manager/%2f%2fevil.test',
    '/web-manager/..//evil.test',
    '/web-manager/../dbmanage',
    '/web-managerx/tags',
    'javascript:alert(1)',
    'https:evil.test',
    '/\tevil.test',
    '/web-manager@evil.test/',
    '/web-manager/%zz',
    '/web-manager/sso/login?ticket=x',
    '/web-manager/sso/callback#in=x',
    '/web-manager/signed-out',
  ])('does not follow %j', (raw) => expect(safeReturnPath(raw, BASE, ORIGIN)).toBe('/'))
})

describe('the ticket', () => {
  function arrive(path: string) {
    window.history.replaceState(null, '', path)
    return takeTicket(window.location, window.history, BASE)
  }

  it('leaves the address bar at once', () => {
    expect(arrive('/web-manager/sso/login?ticket=TK_1&return_url=%2Fweb-manager%2Ftags')).toEqual({
      ticket: 'TK_1',
      returnPath: '/tags',
    })
    expect(window.location.href).not.toContain('TK_1')
    expect(window.location.pathname).toBe('/web-manager/sso/login')
  })

  it('is looked for at the sign-in address alone', () => {
    expect(arrive('/web-manager/tags?ticket=TK_1')).toBeNull()
    expect(arrive('/web-manager/sso/login')).toBeNull()
  })
})

describe('what a provider sent back', () => {
  function arrive(path: string) {
    window.history.replaceState(null, '', path)
    return takeReturn(window.location, window.history, BASE)
  }

  it('leaves the address bar at once', () => {
    expect(arrive('/web-manager/sso/callback#in=abcdefgh')).toEqual({ in: 'abcdefgh', error: '', requestId: '' })
    expect(window.location.href).not.toContain('abcdefgh')
    expect(window.location.pathname).toBe('/web-manager/sso/callback')
    expect(arrive('/web-manager/sso/callback#error=sign_in_refused&request_id=r-1')).toEqual({ in: '', error: 'sign_in_refused', requestId: 'r-1' })
    expect(window.location.hash).toBe('')
    expect(arrive('/web-manager/sso/callback#error=Call%20555&request_id=%20x')).toEqual({ in: '', error: 'sign_in_refused', requestId: '' })
  })

  it('is looked for at its own address alone', () => {
    expect(arrive('/web-manager/tags#in=abcdefgh')).toBeNull()
    expect(arrive('/web-manager/sso/callback')).toBeNull()
  })
})
