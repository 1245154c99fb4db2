// Faults that concern the whole console.
import { shallowRef } from 'vue'
import { asApiError, type ApiError } from '@/api/problem'

const unavailable = shallowRef<ApiError | null>(null)
const broken = shallowRef<unknown>(null)

export const faults = {
  /** Why nobody could say who is signed in. */
  unavailableBecause: unavailable,
  /** A fault of the console itself, or a part of it that could not be loaded. */
  brokenBecause: broken,
  unavailable: (error: unknown) => (unavailable.value = asApiError(error)),
  broken: (error: unknown) => {
    // The console of the browser is where a developer looks.
    console.error(error)
    broken.value = error
  },
}
