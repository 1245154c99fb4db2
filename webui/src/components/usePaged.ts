// A list that the server pages and filters: page, size, and the question asked again when they change.
import { computed, ref, watch, type WatchSource } from 'vue'
import type { Page } from '@/api/client'
import { useLoad } from './useLoad'

export const PAGE_SIZES = [20, 50, 100]

export function usePaged<T>(ask: (range: { skip: number; limit: number }) => Promise<Page<T>>, filters: WatchSource[] = []) {
  const page = ref(1)
  const size = ref(20)
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

  watch([page, size], load)
  watch(filters, () => {
    if (page.value === 1) return load()
    page.value = 1
  })
  /** After a deletion: not on a page that is no longer there. */
  async function reload() {
    await load()
    if (rows.value.length === 0 && page.value > 1) page.value -= 1
  }
  return { page, size, rows, total, exact, loading, problem, load, reload }
}
export type Paged = Pick<ReturnType<typeof usePaged>, 'page' | 'size' | 'total' | 'exact'>
