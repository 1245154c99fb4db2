import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Cause } from '@/faults/cause'
import { watchChunks } from '@/faults/chunks'
import { isNavigationFault, watchNavigation } from '@/faults/navigation'
import { reloadedLately } from '@/faults/reloads'

watchChunks(window)
const page = { template: '' }
let cause: Cause
let there: boolean
let unsaved: boolean
let mayReload: boolean
let opened: string[]
let asked: number

// The chunk of /users is there or is not; every attempt fails with an error of its own, as import() does.
async function users() {
  asked += 1
  if (there) return page
  const error = new TypeError('Failed to fetch dynamically imported module')
  window.dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload: error }))
  throw error
}

async function opening() {
  const routes = [
    { path: '/keywords', component: page, meta: { title: 'menu.keywords' } },
    { path: '/tags', component: page, meta: { title: 'menu.tags' } },
    { path: '/users', component: users, meta: { title: 'menu.users' } },
  ]
  const router = createRouter({ history: createMemoryHistory('/web-manager/'), routes })
  const navigation = watchNavigation(router, {
    cause: async () => cause,
    renewSheets: async () => {},
    unsaved: () => unsaved,
    open: (href) => void opened.push(href),
    mayReload: () => mayReload,
  })
  await router.push('/keywords')
  await router.push('/users?q=lea').catch(() => {})
  await flushPromises()
  return { router, navigation, path: () => router.currentRoute.value.fullPath }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(console, 'error').mockImplementation(() => {})
  cause = 'offline'
  there = unsaved = false
  mayReload = true
  opened = []
  asked = 0
})
afterEach(() => vi.useRealTimers())

describe('a page whose part cannot be loaded', () => {
  it('leaves the page before it, and is named with the cause', async () => {
    const { navigation, path } = await opening()
    expect(path()).toBe('/keywords')
    expect(navigation.failed.value).toMatchObject({ to: { fullPath: '/users?q=lea' }, cause: 'offline' })
    expect(isNavigationFault(navigation.failed.value?.error)).toBe(true)
    expect(opened).toEqual([])
    navigation.dismiss()
  })

  it('opens by itself once the network is back', async () => {
    const { navigation, path } = await opening()
    there = true
    window.dispatchEvent(new Event('online'))
    await flushPromises()
    expect(path()).toBe('/users?q=lea')
    expect(navigation.failed.value).toBeNull()
    const tries = asked
    await vi.advanceTimersByTimeAsync(600_000)
    expect(asked).toBe(tries)
  })

  it('opens by itself where the browser notices nothing, and is tried ever more seldom until then', async () => {
    const { navigation, path } = await opening()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(asked).toBeGreaterThan(5)
    expect(asked).toBeLessThan(20)
    there = true
    await vi.advanceTimersByTimeAsync(60_000)
    expect(path()).toBe('/users?q=lea')
    expect(navigation.failed.value).toBeNull()
  })

  it('calls nobody back who has gone elsewhere', async () => {
    const { router, navigation, path } = await opening()
    await router.push('/tags')
    expect(navigation.failed.value).toBeNull()
    there = true
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(600_000)
    expect(path()).toBe('/tags')
  })

  it('is not opened by itself over what somebody is writing, but at their word', async () => {
    const { navigation, path } = await opening()
    there = unsaved = true
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(600_000)
    expect(path()).toBe('/keywords')
    await navigation.again()
    expect(path()).toBe('/users?q=lea')
  })

  it('stays closed when somebody says that they stay', async () => {
    const { navigation, path } = await opening()
    navigation.dismiss()
    there = true
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(600_000)
    expect(path()).toBe('/keywords')
  })
})

describe('a page of another release', () => {
  beforeEach(() => (cause = 'release'))

  it('is opened with all of the console loaded anew', async () => {
    const { navigation } = await opening()
    expect(opened).toEqual(['/web-manager/users?q=lea'])
    navigation.dismiss()
  })

  it('is not, over what somebody is writing: they are told', async () => {
    unsaved = true
    const { navigation } = await opening()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(opened).toEqual([])
    expect(navigation.failed.value?.cause).toBe('release')
    navigation.reload()
    expect(opened).toEqual(['/web-manager/users?q=lea'])
    navigation.dismiss()
  })

  it('is not a second time, when that has not helped', async () => {
    mayReload = false
    const { navigation } = await opening()
    expect(opened).toEqual([])
    expect(navigation.failed.value?.cause).toBe('release')
    navigation.dismiss()
  })
})

it('a tab loads itself anew once a minute at most', () => {
  sessionStorage.clear()
  expect([1_000, 2_000, 60_900, 61_001, 61_002].map((now) => reloadedLately(sessionStorage, now))).toEqual([false, true, true, false, true])
})

it('a fault of the page itself is no missing part, whatever the server says of itself', async () => {
  cause = 'release'
  const { router, navigation } = await opening()
  opened = []
  router.addRoute({ path: '/broken', component: page, meta: { title: 'menu.audit' }, beforeEnter: () => { throw new Error('a guard of its own') } })
  await router.push('/broken').catch(() => {})
  await flushPromises()
  expect(navigation.failed.value).toMatchObject({ to: { fullPath: '/broken' }, cause: 'unknown' })
  expect(opened).toEqual([])
  navigation.dismiss()
})
