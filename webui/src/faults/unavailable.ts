// Why nobody could say who is signed in.
import { shallowRef } from 'vue'
import { asApiError, type ApiError } from '@/api/problem'

export const unavailable = shallowRef<ApiError | null>(null)
export const sayUnavailable = (error: unknown) => (unavailable.value = asApiError(error))
