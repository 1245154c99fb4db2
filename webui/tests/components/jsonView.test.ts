import { flushPromises, mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import JsonView from '@/components/JsonView.vue'
import { i18n } from '@/i18n'
import { messages } from '@/i18n/en'

it('says so where the browser has no clipboard, and breaks nothing', async () => {
  i18n.global.setLocaleMessage('en', messages as never)
  const errors: unknown[] = []
  const view = mount(JsonView, {
    props: { value: { a: 1 }, label: 'Raw JSON' },
    global: { plugins: [i18n], config: { errorHandler: (error) => void errors.push(error) } },
  })
  await view.find('button').trigger('click')
  await flushPromises()
  expect(errors).toEqual([])
  expect(document.body.textContent).toContain('copy it by hand')
})
