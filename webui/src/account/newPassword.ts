// A new password on its way: what is wrong with it, here and at the server.
import { reactive, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { asApiError, placeFaults, type ApiError } from '@/api/problem'
import { runChecks, useChecks, type Check } from '@/components/checks'
import { useProblemText } from '@/components/problemText'

// As admin-service counts them.
export const SHORTEST = 8
export const LONGEST = 128
/** Refusals that concern one field, where the server names none. */
const FIELD_OF: Record<string, string> = { common_password: 'password', current_password_wrong: 'current' }

export interface PasswordDraft {
  current: string
  password: string
  again: string
}

/** `change` sends it. True: it is done. */
export function useNewPassword(change: (draft: PasswordDraft) => Promise<unknown>) {
  const { t } = useI18n()
  const { required, atMost, atLeast } = useChecks()
  const { sentence, faultText } = useProblemText()
  const draft = reactive<PasswordDraft>({ current: '', password: '', again: '' })
  const errors = ref(new Map<string, string>())
  const problem = shallowRef<ApiError | null>(null)
  const working = ref(false)
  const same: Check = (value) => (value === draft.password ? null : t('account.not_the_same'))

  function refused(error: ApiError) {
    const field = FIELD_OF[error.code]
    if (field) return errors.value.set(field, sentence(error))
    const placed = placeFaults(error, ['password', 'current_password'])
    placed.fields.forEach((fault, name) => errors.value.set(name === 'password' ? name : 'current', faultText(fault)))
    if (placed.fields.size === 0) problem.value = error
  }

  async function submit(): Promise<boolean> {
    problem.value = null
    errors.value = runChecks(draft, { current: [required], password: [required, atLeast(SHORTEST), atMost(LONGEST)], again: [required, same] })
    if (errors.value.size > 0 || working.value) return false
    working.value = true
    try {
      await change(draft)
      return true
    } catch (error) {
      refused(asApiError(error))
      return false
    } finally {
      working.value = false
    }
  }
  return { draft, errors, problem, working, submit }
}
export type NewPassword = ReturnType<typeof useNewPassword>
