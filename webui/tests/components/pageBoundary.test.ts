import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, onMounted, ref, watch } from 'vue'
import PageBoundary from '@/components/PageBoundary.vue'
import { ApiError } from '@/api/problem'
import { causeKey, type Cause } from '@/faults/cause'
import { watchChunks } from '@/faults/chunks'
import { i18n } from '@/i18n'
import { messages } from '@/i18n/en'

i18n.global.setLocaleMessage('en', messages as never)
watchChunks(window)
let escaped: unknown[]
let logged: unknown[]

beforeEach(() => {
  escaped = []
  logged = []
  vi.spyOn(console, 'error').mockImplementation((error) => void logged.push(error))
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})

/** A menu beside a page inside a boundary. */
async function frame(page: object, cause: Cause = 'unknown') {
  const shown = ref('first')
  const Frame = defineComponent({
    setup: () => () => [
      h('nav', 'the menu'),
      h(PageBoundary, { page: shown.value }, { default: () => h(shown.value === 'first' ? page : Other) }),
    ],
  })
  const mounted = mount(Frame, {
    global: {
      plugins: [i18n],
      provide: { [causeKey as symbol]: async () => cause },
      config: { errorHandler: (error) => void escaped.push(error) },
    },
  })
  await flushPromises()
  return { mounted, shown }
}
const Other = defineComponent(() => () => h('p', 'another page'))
// What a list does with a row that is null.
const rows = ref<({ id: string } | null)[]>([])
const List = defineComponent(() => () => [h('h1', 'A list'), h('ul', rows.value.map((row) => h('li', row!.id)))])
const button = (mounted: ReturnType<typeof mount>, label: string) => mounted.findAll('button').find((one) => one.text() === label)!

describe('a page that cannot be shown', () => {
  it('gives way to a word about it, beside a menu that stays', async () => {
    rows.value = [{ id: 'a' }, null]
    const { mounted } = await frame(List)
    expect(mounted.find('nav').text()).toBe('the menu')
    expect(mounted.find('[role=alert]').text()).toContain('Something went wrong in this page')
    expect(mounted.find('details').text()).toContain('Cannot read properties of null')
    expect(mounted.text()).not.toMatch(/500|updated|new version/)
    expect(escaped).toEqual([])
    expect(logged).toHaveLength(1)
  })

  it('likewise when it was shown already', async () => {
    rows.value = [{ id: 'a' }]
    const { mounted } = await frame(List)
    expect(mounted.text()).toContain('A list')
    rows.value = [null]
    await flushPromises()
    expect(mounted.text()).toContain('Something went wrong in this page')
    expect(mounted.text()).not.toContain('A list')
  })

  it('is loaded again at a press', async () => {
    rows.value = [null]
    const { mounted } = await frame(List)
    rows.value = [{ id: 'b' }]
    await button(mounted, 'Load this part again').trigger('click')
    expect(mounted.find('li').text()).toBe('b')
    expect(mounted.find('[role=alert]').exists()).toBe(false)
  })

  it('is left for another page, which begins without its fault', async () => {
    rows.value = [null]
    const { mounted, shown } = await frame(List)
    shown.value = 'second'
    await nextTick()
    expect(mounted.text()).toContain('another page')
    expect(mounted.find('[role=alert]').exists()).toBe(false)
  })

  it('likewise when it fails before it begins', async () => {
    const { mounted } = await frame(defineComponent(() => { throw new Error('at its beginning') }))
    expect(mounted.text()).toContain('Something went wrong in this page')
    expect(mounted.text()).toContain('at its beginning')
  })
})

describe('a page that breaks in the middle of being built', () => {
  // An element that cannot be made, before a component that is therefore never begun: to take that down fails, too.
  const bad = ref(false)
  const trap = { get title(): string { throw new Error('in the middle') } }
  const Half = defineComponent(() => () => h('section', bad.value ? [h('h1', 'Half a list'), h('p', trap), h(Other)] : [h('h1', 'A list')]))

  it('is taken down without what holds the boundary, and leaves nothing', async () => {
    bad.value = false
    const { mounted, shown } = await frame(Half)
    bad.value = true
    await flushPromises()
    expect(escaped).toEqual([])
    expect(mounted.find('nav').text()).toBe('the menu')
    expect(mounted.text()).toContain('Something went wrong in this page')
    expect(mounted.find('pre').text()).toContain('in the middle')
    shown.value = 'second'
    await flushPromises()
    expect(mounted.text()).toContain('another page')
    expect(mounted.text()).not.toMatch(/A list|Half a list|went wrong/)
    expect(escaped).toEqual([])
  })

  it('is built anew at a press, also when it broke at its beginning', async () => {
    bad.value = true
    const { mounted } = await frame(Half)
    expect(mounted.find('nav').text()).toBe('the menu')
    expect(mounted.find('pre').text()).toContain('in the middle')
    bad.value = false
    await button(mounted, 'Load this part again').trigger('click')
    await flushPromises()
    expect(mounted.findAll('section').map((one) => one.text())).toEqual(['A list'])
    expect(escaped).toEqual([])
  })
})

describe('a page of which a part does not work', () => {
  const failing = (fail: () => unknown) => defineComponent(() => () => [h('h1', 'A list'), h('button', { class: 'go', onClick: fail }, 'Go')])

  it.each([
    ['a press', () => { throw new Error('in a press') }, 'in a press'],
    ['what a press began', () => Promise.reject(new Error('later')), 'later'],
    ['something that is no error', () => { throw 'a text' }, 'a text'],
  ])('stays, with the word above it: %s', async (_what, fail, text) => {
    const { mounted } = await frame(failing(fail))
    await mounted.find('.go').trigger('click')
    await flushPromises()
    expect(mounted.find('h1').text()).toBe('A list')
    expect(mounted.find('[role=alert]').text()).toContain('Something in this page did not work')
    expect(mounted.find('pre').text()).toContain(text)
    await button(mounted, 'Close').trigger('click')
    expect(mounted.find('[role=alert]').exists()).toBe(false)
    expect(escaped).toEqual([])
  })

  it('stays when a watcher or a hook fails', async () => {
    const turned = ref(0)
    const { mounted } = await frame(
      defineComponent(() => {
        onMounted(() => Promise.reject(new Error('in a hook')))
        watch(turned, () => { throw new Error('in a watcher') })
        return () => h('h1', 'A list')
      }),
    )
    await flushPromises()
    expect(mounted.find('pre').text()).toContain('in a hook')
    turned.value += 1
    await flushPromises()
    expect(mounted.find('pre').text()).toContain('in a watcher')
    expect(mounted.find('h1').text()).toBe('A list')
  })

  it('says what the server said, when it is that', async () => {
    const { mounted } = await frame(failing(() => Promise.reject(new ApiError(403, 'not_authorized', 'Not authorized'))))
    await mounted.find('.go').trigger('click')
    await flushPromises()
    expect(mounted.find('[role=alert]').text()).toContain('You are not allowed to do this.')
  })

  it.each([
    ['offline', 'The server cannot be reached.'],
    ['release', 'A new version of the console has been installed.'],
    ['unknown', 'The server did not deliver a part of the console.'],
  ] as const)('says why a part could not be loaded: %s', async (cause, text) => {
    const missing = new Error('Failed to fetch dynamically imported module')
    window.dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload: missing }))
    const { mounted } = await frame(failing(() => Promise.reject(missing)), cause)
    await mounted.find('.go').trigger('click')
    await flushPromises()
    expect(mounted.find('[role=alert]').text()).toContain(text)
  })
})

it('knows where an error came from in a released build, too', async () => {
  const { mounted } = await frame(Other)
  const [hook] = (mounted.findComponent(PageBoundary).vm.$ as unknown as { ec: ((...what: unknown[]) => boolean)[] }).ec
  const page = mounted.findComponent(Other).vm
  const told = async (code: number) => {
    expect(hook!(new Error(`code ${code}`), page, `https://vuejs.org/error-reference/#runtime-${code}`)).toBe(false)
    await flushPromises()
    return mounted.text().includes('another page')
  }
  expect(await told(5)).toBe(true)
  expect(await told(1)).toBe(false)
})
