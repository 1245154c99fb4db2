// The tags, read once for all pages that name them.
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { bodyOf, useApi } from '@/api/client'
import type { Tag } from '@/api/types'
import { useLoad } from '@/components/useLoad'
import { flattened, treeOf } from './tagTree'

export const useTags = defineStore('tags', () => {
  const api = useApi()
  const { data: tags, loading, problem, load } = useLoad<Tag[]>([], () => bodyOf(api.admin.GET('/tags/')))
  const trees = computed(() => treeOf(tags.value))
  const ordered = computed(() => flattened(trees.value))
  const byCode = computed(() => new Map(tags.value.map((tag) => [tag.tag_code, tag])))
  const nameOf = (code: string | null | undefined) => (code ? (byCode.value.get(code)?.tag_name ?? code) : '')
  return { tags, trees, ordered, byCode, nameOf, loading, problem, load }
})
