import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { computed, ref, shallowRef } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import EditorDialog from '@/components/EditorDialog.vue'
import type { Editor } from '@/components/useEditor'
import { i18n } from '@/i18n'
import { messages } from '@/i18n/en'

i18n.global.setLocaleMessage('en', messages as never)
afterEach(() => (document.body.innerHTML = ''))

async function opened(fields: string) {
  const editor = {
    open: ref(true), problem: shallowRef(null), saving: ref(false), theirs: shallowRef(null),
    isNew: computed(() => true), dirty: computed(() => false), differences: computed(() => []),
    close() {}, save: async () => {}, takeTheirs: () => null, overwrite: async () => {},
  } as unknown as Editor
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] })
  const dialog = mount(EditorDialog, {
    props: { editor, title: 'New', labels: (name: string) => name },
    slots: { default: fields },
    global: { plugins: [i18n, router], stubs: { transition: false } },
    attachTo: document.body,
  })
  await flushPromises()
  return dialog.findComponent({ name: 'ElDialog' })
}

it('puts the focus into the first field that can be written', async () => {
  const dialog = await opened('<input id="fixed" disabled><input id="name"><input id="note">')
  dialog.vm.$emit('opened')
  expect(document.activeElement?.id).toBe('name')
})

it('takes nobody out of the field in which they are writing already', async () => {
  const dialog = await opened('<input id="name"><input id="note">')
  document.getElementById('note')?.focus()
  dialog.vm.$emit('opened')
  expect(document.activeElement?.id).toBe('note')
})
