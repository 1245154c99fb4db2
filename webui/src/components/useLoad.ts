// What a page loads: the last answer, whether one is under way, and why the last attempt failed. Answers that a newer
// question has overtaken are dropped.
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { asApiError, type ApiError } from '@/api/problem'

export interface Load<T> {
  data: ShallowRef<T>
  loading: Ref<boolean>
  problem: ShallowRef<ApiError | null>
  load: () => Promise<void>
}

export function useLoad<T>(initial: T, ask: () => Promise<T>): Load<T> {
  const data = shallowRef(initial) as ShallowRef<T>
  const loading = ref(false)
  const problem = shallowRef<ApiError | null>(null)
  let asked = 0
  async function load() {
    const mine = ++asked
    loading.value = true
    try {
      const answer = await ask()
      if (mine !== asked) return
      data.value = answer
      problem.value = null
    } catch (error) {
      if (mine === asked) problem.value = asApiError(error)
    } finally {
      if (mine === asked) loading.value = false
    }
  }
  return { data, loading, problem, load }
}
