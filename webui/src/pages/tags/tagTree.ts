// Tags as trees. A tag whose parent is unknown, or that stands in a circle, is shown as a root: nothing is hidden.
import type { Tag } from '@/api/types'

export interface TagRow extends Tag {
  children: TagRow[]
}

export function treeOf(tags: readonly Tag[]): TagRow[] {
  const codes = new Set(tags.map((tag) => tag.tag_code))
  const below = new Map<string, Tag[]>()
  for (const tag of tags)
    if (tag.parent_code && codes.has(tag.parent_code))
      below.set(tag.parent_code, [...(below.get(tag.parent_code) ?? []), tag])
  const placed = new Set<string>()
  const grow = (tag: Tag): TagRow => {
    placed.add(tag.tag_code)
    const children = (below.get(tag.tag_code) ?? []).filter((child) => !placed.has(child.tag_code))
    return { ...tag, children: children.map(grow) }
  }
  const roots = tags.filter((tag) => !tag.parent_code || !codes.has(tag.parent_code)).map(grow)
  const circles = tags.filter((tag) => !placed.has(tag.tag_code))
  return [...roots, ...circles.flatMap((tag) => (placed.has(tag.tag_code) ? [] : [grow(tag)]))]
}

/** The trees with only what fits, and what it hangs on. */
export function narrowed(trees: readonly TagRow[], fits: (tag: Tag) => boolean): TagRow[] {
  return trees.flatMap((tag) => {
    const children = narrowed(tag.children, fits)
    return fits(tag) || children.length > 0 ? [{ ...tag, children }] : []
  })
}

/** Depth first, so that children follow their parent. */
export const flattened = (trees: readonly TagRow[]): TagRow[] =>
  trees.flatMap((tag) => [tag, ...flattened(tag.children)])

/** What may be the parent of `code`: not itself and nothing below it, and not on the deepest level. */
export function possibleParents(trees: readonly TagRow[], code: string): TagRow[] {
  return trees.flatMap((tag) =>
    tag.tag_code === code ? [] : [...(tag.level < 5 ? [tag] : []), ...possibleParents(tag.children, code)],
  )
}
