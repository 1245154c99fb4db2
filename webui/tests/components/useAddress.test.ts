import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, nextTick, type Ref } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { useAddress } from '@/components/useAddress'

// The address is written by a timer that the watcher of a filter sets: it is run here, not waited for.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const written = async () => {
  await nextTick()
  vi.runAllTimers()
  await flushPromises()
}

interface Kept {
  q: Ref<string>
  state: Ref<'any' | 'on' | 'off'>
  page: Ref<number>
}

async function setUp(at: string) {
  let kept!: Kept
  const list = defineComponent({
    setup() {
      const address = useAddress()
      kept = { q: address.text('q'), state: address.choice('state', ['any', 'on', 'off']), page: address.count('page', 1) }
      return () => null
    },
  })
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { name: 'list', path: '/list', component: list },
      { name: 'other', path: '/other', component: { render: () => null } },
    ],
  })
  await router.push(at)
  mount(RouterView, { global: { plugins: [router] } })
  await flushPromises()
  return { kept, router, query: () => router.currentRoute.value.query }
}

describe('filters in the address', () => {
  it('are read from it; what cannot be meant is left out', async () => {
    const { kept } = await setUp('/list?q=gun&state=off&page=3')
    expect([kept.q.value, kept.state.value, kept.page.value]).toEqual(['gun', 'off', 3])
    const odd = await setUp('/list?q=a&q=b&state=odd&page=-1')
    expect([odd.kept.q.value, odd.kept.state.value, odd.kept.page.value]).toEqual(['', 'any', 1])
  })

  it('are written to it together, without what is usual, and beside what else stands there', async () => {
    const { kept, query } = await setUp('/list?rule=7&page=2')
    kept.q.value = 'gun'
    kept.state.value = 'on'
    kept.page.value = 1
    await written()
    expect(query()).toEqual({ rule: '7', q: 'gun', state: 'on' })
    kept.q.value = ''
    await written()
    expect(query()).toEqual({ rule: '7', state: 'on' })
  })

  it('follow it, back and forth', async () => {
    const { kept, router } = await setUp('/list?q=a')
    await router.push('/list?q=b')
    expect(kept.q.value).toBe('b')
    router.back()
    await flushPromises()
    expect(kept.q.value).toBe('a')
  })

  it('never touch the address of another page', async () => {
    const { kept, router } = await setUp('/list')
    kept.q.value = 'late'
    await nextTick()
    await router.push('/other')
    await written()
    expect(router.currentRoute.value.fullPath).toBe('/other')
  })
})
