import { describe, expect, it } from 'vitest'
import type { Tag } from '@/api/types'
import { flattened, narrowed, possibleParents, treeOf, type TagRow } from '@/pages/tags/tagTree'

const tag = (tag_code: string, parent_code: string | null = null, level = 1): Tag => ({
  id: tag_code,
  tag_code,
  tag_name: tag_code,
  parent_code,
  level,
  is_active: true,
  version: 1,
})
const codes = (rows: readonly TagRow[]): unknown[] =>
  rows.map(({ tag_code, children }) => (children.length ? [tag_code, codes(children)] : tag_code))

describe('tags as trees', () => {
  it('hang below their parents', () =>
    expect(codes(treeOf([tag('A'), tag('A1', 'A', 2), tag('B'), tag('A2', 'A', 2)]))).toEqual([['A', ['A1', 'A2']], 'B']))

  it('show orphans and circles as roots, each tag once', () => {
    const tree = treeOf([tag('O', 'GONE'), tag('X', 'Y'), tag('Y', 'X'), tag('S', 'S')])
    expect(flattened(tree).map(({ tag_code }) => tag_code).sort()).toEqual(['O', 'S', 'X', 'Y'])
  })

  it('are narrowed to what fits and what it hangs on', () => {
    const tree = treeOf([tag('A'), tag('A1', 'A', 2), tag('A2', 'A', 2), tag('B')])
    expect(codes(narrowed(tree, ({ tag_code }) => tag_code === 'A2'))).toEqual([['A', ['A2']]])
  })

  it('take anything as names', () => {
    expect(codes(treeOf([tag('__proto__'), tag('constructor', '__proto__', 2)]))).toEqual([['__proto__', ['constructor']]])
  })

  it('offer no parent below itself or on the fifth level', () => {
    const tree = treeOf([tag('A'), tag('A1', 'A', 2), tag('B'), tag('B5', 'B', 5)])
    expect(possibleParents(tree, 'A').map(({ tag_code }) => tag_code)).toEqual(['B'])
  })
})
