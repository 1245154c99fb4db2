// A list that the server pages and filters: page, size, and the question asked again when they change.
import { computed, ref, watch, type WatchSource } from 'vue'
import type { Page } from '@/api/client'
import type { Address } from './useAddress'
import { useLoad } from './useLoad'

export const PAGE_SIZES = [20, 50, 100]

type Ask<T> = (range: { skip: number; limit: number }) => Promise<Page<T>>

/** `address`: keeps page and size there as well. */
export function usePaged<T>(ask: Ask<T>, filters: WatchSource[] = [], address?: Address) {
  const page = address?.count('page', 1) ?? ref(1)
  const size = address?.count('size', 20, (n) => PAGE_SIZES.includes(n)) ?? ref(20)
  const { data, loading, problem, load } = useLoad<Page<T>>({ rows: [], total: 0, exact: true }, () =>
    ask({ skip: (page.value - 1) * size.value, limit: size.value }),
  )
  const rows = computed(() => data.value.rows)
  // Beyond what the server counts exactly, the pager always offers one page more than is full.
  const total = computed(() => {
    const { rows: shown, total: counted, exact } = data.value
    const seen = (page.value - 1) * size.value + shown.length
    return exact ? counted : Math.max(counted, seen + (shown.length === size.value ? 1 : 0))
  })
  const exact = computed(() => data.value.exact)

  watch(page, load)
  watch([size, ...filters], () => {
    if (page.value === 1) return load()
    page.value = 1
  })
  // Not on a page that is no longer there: after a deletion, or by an old link.
  watch(data, ({ rows: shown, total: counted }) => {
    if (shown.length === 0 && page.value > 1) page.value = Math.max(1, Math.min(page.value - 1, Math.ceil(counted / size.value)))
  })
  return { page, size, rows, total, exact, loading, problem, load }
}
export type Paged = Pick<ReturnType<typeof usePaged>, 'page' | 'size' | 'total' | 'exact'>
