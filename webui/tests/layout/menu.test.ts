import { describe, expect, it } from 'vitest'
import { MENU, mayOpen, menuFor } from '@/layout/menu'
import { routes } from '@/router'
import { Rights } from '@/session/rights'

const names = (role: string, everywhere: string[] = [], inScenarios: Record<string, string[]> = {}) =>
  menuFor(new Rights(role, { global_permissions: everywhere, scenario_permissions: inScenarios })).map(({ name }) => name)

const READABLE = ['scenarios', 'keywords', 'tags']

describe('the menu', () => {
  it('shows an administrator everything', () => expect(names('SYSTEM_ADMIN')).toEqual(MENU.map(({ name }) => name)))
  it('shows an annotator what everybody may read', () => expect(names('ANNOTATOR', ['smart_labeling'])).toEqual(READABLE))
  it('shows an auditor all that is read', () =>
    expect(names('AUDITOR', ['audit_logs'])).toEqual([...READABLE, 'defaults', 'audit', 'users']))
  it('shows the playground to whoever holds it in one scenario', () =>
    expect(names('SCENARIO_ADMIN', [], { shop: ['playground'] })).toEqual([...READABLE, 'playground']))
  it('takes app ids and codes as data', () =>
    expect(names('ANNOTATOR', [], { constructor: [], __proto__: [] } as Record<string, string[]>)).toEqual(READABLE))

  it('guards each page by the entry that shows it', () => {
    const pages = routes.flatMap(({ children }) => children ?? []).filter(({ meta }) => meta?.menu)
    expect(new Set(pages.map(({ meta }) => meta?.menu))).toEqual(new Set(MENU.map(({ name }) => name)))
    expect(mayOpen('users', Rights.none)).toBe(false)
    expect(mayOpen('tags', Rights.none)).toBe(true)
  })
})

describe('rights in a scenario', () => {
  const rights = new Rights('SCENARIO_ADMIN', {
    global_permissions: ['tag_management'],
    scenario_permissions: { shop: ['scenario_keywords'], bare: [] },
  })
  it('count there and nowhere else', () => {
    expect(rights.hasIn('scenario_keywords', 'shop')).toBe(true)
    expect(rights.hasIn('scenario_keywords', 'bare')).toBe(false)
    expect(rights.hasIn('tag_management', 'elsewhere')).toBe(true)
  })
  it('reach a scenario by any role in it', () => {
    expect(rights.reaches('bare')).toBe(true)
    expect(rights.reaches('elsewhere')).toBe(false)
  })
})
