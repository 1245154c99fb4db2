import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '@/api/problem'
import DeleteDialog from '@/components/DeleteDialog.vue'
import { i18n } from '@/i18n'
import { messages } from '@/i18n/en'

i18n.global.setLocaleMessage('en', messages as never)
afterEach(() => (document.body.innerHTML = ''))

interface Answer {
  promise: Promise<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}
function later() {
  const answer = {} as Answer
  answer.promise = new Promise((resolve, reject) => Object.assign(answer, { resolve, reject }))
  return answer
}

async function tryToDelete(remove: () => Promise<unknown>) {
  const dialog = mount(DeleteDialog, {
    props: { name: 'gun', title: 'Delete keyword', text: 'It stops.', remove },
    global: { plugins: [i18n] },
    attachTo: document.body,
  })
  await flushPromises()
  const button = () => document.querySelector<HTMLButtonElement>('.el-button--danger')!
  button().click()
  await flushPromises()
  return { dialog, button }
}

describe('the question before a deletion', () => {
  it.each([
    [412, 'version_mismatch', 'look at it again'],
    [404, 'not_found', 'may have been deleted'],
  ])('has the list read again after a %i, and deletes nothing unseen', async (status, code, words) => {
    const remove = vi.fn(() => Promise.reject(new ApiError(status, code, code)))
    const { dialog, button } = await tryToDelete(remove)
    expect(dialog.emitted('stale')).toHaveLength(1)
    expect(dialog.emitted('removed')).toBeUndefined()
    expect(document.body.textContent).toContain(words)
    expect(button().disabled).toBe(true)
  })

  it('may be tried again after other refusals', async () => {
    const { dialog, button } = await tryToDelete(() => Promise.reject(new ApiError(503, 'unavailable', 'x')))
    expect(dialog.emitted('stale')).toBeUndefined()
    expect(button().disabled).toBe(false)
  })

  it.each([
    ['is done', (answer: Answer) => answer.resolve(null), 'removed'],
    ['was refused', (answer: Answer) => answer.reject(new ApiError(412, 'version_mismatch', 'x')), 'stale'],
  ])('does not speak of another row when the one before %s late', async (_, settle, told) => {
    const answer = later()
    const { dialog, button } = await tryToDelete(() => answer.promise)
    await dialog.setProps({ name: null })
    await dialog.setProps({ name: 'knife' })
    expect(button().disabled).toBe(false)
    settle(answer)
    await flushPromises()
    expect(dialog.emitted(told)).toHaveLength(1) // the list is read again
    expect(dialog.emitted('close')).toBeUndefined()
    expect(document.querySelector('.el-alert')).toBeNull()
    expect(button().disabled).toBe(false)
  })

  it('closes when it is done', async () => {
    const { dialog } = await tryToDelete(() => Promise.resolve())
    expect(dialog.emitted('removed')).toHaveLength(1)
    expect(dialog.emitted('close')).toHaveLength(1)
  })
})
