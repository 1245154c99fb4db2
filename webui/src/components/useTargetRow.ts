// A row that a link points at (`?rule=<id>`), shown first and marked.
import { computed } from 'vue'
import { useRoute } from 'vue-router'

export function useTargetRow(name: string) {
  const route = useRoute()
  const target = computed(() => (typeof route.query[name] === 'string' ? (route.query[name] as string) : ''))
  const rowClass = ({ row }: { row: { id: string } }) => (row.id === target.value ? 'target-row' : '')
  const firstly = <T extends { id: string }>(rows: readonly T[]) =>
    target.value ? [...rows].sort((a, b) => Number(b.id === target.value) - Number(a.id === target.value)) : [...rows]
  return { target, rowClass, firstly }
}
