// What a list is narrowed to, in the address of its page: a reload, the back button and a shared link show the same list.
import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { onBeforeRouteLeave, useRoute, useRouter } from 'vue-router'

export function useAddress() {
  const route = useRoute()
  const router = useRouter()
  const here = route.name
  const waiting = new Map<string, string | undefined>()

  // To replace the address while somebody is on the way to another page would call them back.
  let leaving = false
  onBeforeRouteLeave(() => {
    leaving = true
  })
  onScopeDispose(router.afterEach(() => (leaving = false)))

  async function write() {
    if (leaving || route.name !== here) return waiting.clear()
    const query = { ...route.query }
    for (const [name, value] of waiting)
      if (value === undefined) delete query[name]
      else query[name] = value
    waiting.clear()
    await router.replace({ query })
  }

  function kept<T extends string | number>(name: string, initial: T, read: (text: string) => T | undefined): Ref<T> {
    const said = () => {
      const text = route.query[name]
      return (typeof text === 'string' ? read(text) : undefined) ?? initial
    }
    const value = ref(said()) as Ref<T>
    watch(value, (now) => {
      if (now === said()) return
      // Not at once: whoever sets several at a time writes once, and a click on a link has its guards asked by then.
      if (waiting.size === 0) setTimeout(write)
      waiting.set(name, now === initial ? undefined : String(now))
    })
    // Back, forward, a link to the same page; not what is about to be replaced itself.
    watch(said, (now) => {
      if (route.name === here && !waiting.has(name)) value.value = now
    })
    return value
  }

  return {
    text: (name: string, read: (text: string) => string | undefined = (text) => text) => kept(name, '', read),
    /** One of `values`, the first of which is meant where the address says nothing. */
    choice: <T extends string>(name: string, values: readonly [T, ...T[]]) =>
      kept<T>(name, values[0], (text) => values.find((one) => one === text)),
    /** A whole number of at least 1. */
    count: (name: string, initial: number, fits: (n: number) => boolean = () => true) =>
      kept(name, initial, (text) => (/^[1-9]\d{0,6}$/.test(text) && fits(Number(text)) ? Number(text) : undefined)),
  }
}
export type Address = ReturnType<typeof useAddress>
