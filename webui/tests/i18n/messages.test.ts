import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { preferredLocale } from '@/i18n'
import { messages as english } from '@/i18n/en'
import { messages as chinese } from '@/i18n/zh-CN'
import answered from './problems.json'

type Texts = Record<string, Record<string, string>>
const keysOf = (texts: Texts) => Object.entries(texts).flatMap(([area, group]) => Object.keys(group).map((key) => `${area}.${key}`))
const texts = { en: english as Texts, 'zh-CN': chinese as Texts }
const known = new Set(keysOf(texts.en))
const textOf = (locale: keyof typeof texts, key: string) => {
  const [area = '', name = ''] = key.split('.')
  return texts[locale][area]?.[name] ?? ''
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.(vue|ts)$/.test(entry.name) ? [readFileSync(path, 'utf8')] : []
  })
}
const all = sources(join(__dirname, '../../src')).join('\n')

describe('texts', () => {
  it('stand in both languages', () => expect(keysOf(texts['zh-CN']).sort()).toEqual([...known].sort()))

  it('take the same values in both languages', () => {
    const values = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort()
    for (const key of known) expect(values(textOf('zh-CN', key)), key).toEqual(values(textOf('en', key)))
  })

  it('are written in their language', () => {
    for (const key of known) {
      expect(textOf('en', key), key).not.toMatch(/\p{Script=Han}/u)
      expect(textOf('en', key), key).not.toBe('')
      expect(textOf('zh-CN', key), key).not.toBe('')
    }
  })

  it('exist for every key that the code names', () => {
    const named = [...all.matchAll(/'((?:[a-z_]+)\.[A-Za-z_]+)'/g)].map((found) => found[1] as string)
    const areas = new Set(Object.keys(texts.en))
    const missing = named.filter((key) => areas.has(key.split('.')[0] ?? '') && !known.has(key))
    expect(missing).toEqual([])
  })

  it('exist for every area that the code puts together', () => {
    const built = [...all.matchAll(/t\(`([a-z_]+)\.\$\{/g)].map((found) => found[1] as string)
    expect(built.length).toBeGreaterThan(5)
    expect(built.filter((area) => !(area in texts.en))).toEqual([])
  })
})

// problems.json is made from what the services and nginx can answer (tools/generate_problems).
describe('every refusal', () => {
  const lacking = (area: string, codes: string[]) =>
    (['en', 'zh-CN'] as const).flatMap((locale) =>
      codes.filter((code) => textOf(locale, `${area}.${code}`) === '').map((code) => `${locale} ${area}.${code}`),
    )
  it('of a service or of nginx has a text', () => expect(lacking('problems', Object.keys(answered.problems))).toEqual([]))
  it('takes facts of its own alone', () => {
    const takes = (code: string) => [...textOf('en', `problems.${code}`).matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const of = Object.entries(answered.problems as Record<string, string[]>)
    expect(of.flatMap(([code, facts]) => takes(code).filter((name) => !facts.includes(name ?? '')).map((name) => `${code}: ${name}`))).toEqual([])
    expect(of.filter(([code]) => takes(code).length > 0).length).toBeGreaterThan(3)
  })
  it('of a member has a text', () => expect(lacking('faults', answered.faults)).toEqual([]))
})

describe('the language', () => {
  it.each([
    [null, ['zh-TW', 'en'], 'zh-CN'],
    [null, ['zh'], 'zh-CN'],
    [null, ['de', 'zh'], 'en'],
    [null, [], 'en'],
    ['en', ['zh-CN'], 'en'],
    ['zh-CN', ['en'], 'zh-CN'],
    ['xx', ['zh-CN'], 'zh-CN'],
  ])('stored %j, browser %j: %s', (stored, languages, locale) => expect(preferredLocale(stored, languages)).toBe(locale))
})
