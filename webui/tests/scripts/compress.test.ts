import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { compress } from '../../scripts/compress.mjs'

let dist: string
const text = 'export const word = "词";\n'.repeat(100)

beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), 'lgm-dist-'))
  mkdirSync(join(dist, 'assets'))
  for (const name of ['a.js', 'a.css', 'a.svg', 'a.png']) writeFileSync(join(dist, 'assets', name), text)
  writeFileSync(join(dist, 'assets', 'short.js'), 'export {}')
  writeFileSync(join(dist, 'config.json'), text)
})
afterEach(() => rmSync(dist, { recursive: true }))

it('lays a twin beside each text that is worth it, and beside no other file', () => {
  expect(compress(dist).sort()).toEqual(['a.css', 'a.js', 'a.svg'])
  expect(readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.gz')).sort()).toEqual(['a.css.gz', 'a.js.gz', 'a.svg.gz'])
  expect(gunzipSync(readFileSync(join(dist, 'assets', 'a.js.gz'))).toString()).toBe(text)
})

it('leaves alone what an installation writes itself: a twin would be sent in its place', () => {
  compress(dist)
  expect(readdirSync(dist).sort()).toEqual(['assets', 'config.json'])
})

it('makes the same bytes of the same files, however often', () => {
  const made = () => readFileSync(join(dist, 'assets', 'a.js.gz'))
  compress(dist)
  const first = made()
  compress(dist)
  expect(made().equals(first)).toBe(true)
  expect(readdirSync(join(dist, 'assets'))).not.toContain('a.js.gz.gz')
})
