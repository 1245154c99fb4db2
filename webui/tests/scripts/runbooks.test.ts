import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runbooks } from '../../scripts/runbooks.mjs'

let sources: string
let dist: string

const page = (name: string, text: string) => writeFileSync(join(sources, name), text)
const made = (name: string) => new DOMParser().parseFromString(readFileSync(join(dist, 'runbooks', name), 'utf8'), 'text/html')

beforeEach(() => {
  sources = mkdtempSync(join(tmpdir(), 'lgm-runbooks-'))
  dist = mkdtempSync(join(tmpdir(), 'lgm-dist-'))
  page('README.md', '# Runbooks\n\n- [LgmOne](LgmOne.md)\n')
  page('LgmOne.md', '# LgmOne\n\nSee [two](LgmTwo.md#what-to-do).\n\n```sh\nkubectl logs <pod> | grep "x"\n```\n')
  page('LgmTwo.md', '# LgmTwo\n\n## What to do?\n\nBack to [all](README.md), [here](#what-to-do).\n\n| a | b |\n| --- | --- |\n| `x` | 1 |\n')
})
afterEach(() => [sources, dist].forEach((directory) => rmSync(directory, { recursive: true })))

it('makes a page of each, with an index, and links that hold there', () => {
  expect(runbooks(dist, sources).sort()).toEqual(['LgmOne.html', 'LgmTwo.html', 'index.html'])
  expect(made('index.html').querySelector('main a')?.getAttribute('href')).toBe('LgmOne.html')
  expect(made('LgmOne.html').querySelector('main a')?.getAttribute('href')).toBe('LgmTwo.html#what-to-do')
  expect([...made('LgmTwo.html').querySelectorAll('main a')].map((link) => link.getAttribute('href'))).toEqual(['index.html', '#what-to-do'])
  expect(made('LgmTwo.html').getElementById('what-to-do')?.tagName).toBe('H2')
  expect(made('LgmOne.html').title).toBe('LgmOne · LLM Guard Manager: runbooks')
  expect(made('LgmTwo.html').querySelector('td code')?.textContent).toBe('x')
})

it('shows commands as they are written', () => {
  runbooks(dist, sources)
  expect(made('LgmOne.html').querySelector('pre code')?.textContent).toBe('kubectl logs <pod> | grep "x"\n')
})

it('needs nothing that the content policy refuses', () => {
  runbooks(dist, sources)
  for (const name of ['index.html', 'LgmOne.html', 'LgmTwo.html']) {
    const text = readFileSync(join(dist, 'runbooks', name), 'utf8')
    expect(text).not.toMatch(/<script|<style|style=|\son\w+=|javascript:/)
  }
  expect(existsSync(join(dist, 'runbooks', made('LgmOne.html').querySelector('link[rel=stylesheet]')!.getAttribute('href')!))).toBe(true)
})

it('names parts of the manual that are no pages here', () => {
  page('LgmOne.md', '# LgmOne\n\nEnlarge it ([scale.md](../scale.md#volumes)); [metrics](../../metrics.md).\n')
  runbooks(dist, sources)
  const main = made('LgmOne.html').querySelector('main')!
  expect(main.textContent).toContain('scale.md (docs/operations/scale.md#volumes)')
  expect(main.textContent).toContain('metrics (docs/metrics.md)')
  expect(main.querySelector('a')).toBeNull()
})

it.each([
  ['[x](LgmGone.md)', 'LgmOne.md: the link LgmGone.md leads to nothing'],
  ['[x](LgmTwo.md#gone)', 'LgmOne.md: the link LgmTwo.md#gone leads to nothing'],
  ['[x](#gone)', 'LgmOne.md: the link #gone leads to nothing'],
  ['[x](javascript:alert)', 'LgmOne.md: the link javascript:alert leads to nothing'],
  ['the pod <pod>', 'LgmOne.md: <pod> is HTML'],
  ['<script>1</script>', 'is HTML'],
  ['![x](x.png)', 'LgmOne.md: the picture x.png'],
])('refuses %s', (text, words) => {
  page('LgmOne.md', `# LgmOne\n\n${text}\n`)
  expect(() => runbooks(dist, sources)).toThrow(words)
  expect(readdirSync(dist)).toEqual([])
})

it('takes the place of pages that were made before', () => {
  runbooks(dist, sources)
  rmSync(join(sources, 'LgmTwo.md'))
  page('LgmOne.md', '# LgmOne\n')
  runbooks(dist, sources)
  expect(readdirSync(join(dist, 'runbooks')).sort()).toEqual(['LgmOne.html', 'index.html', 'runbooks.css'])
})
