import { describe, expect, it } from 'vitest'
import { safeReturnPath, takeTicket } from '@/session/arrival'

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
