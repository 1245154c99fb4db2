// A page that could not be opened: the one before stays, and the way there is tried again.
import { inject, shallowRef, type InjectionKey, type ShallowRef } from 'vue'
import type { RouteLocationNormalized, Router } from 'vue-router'
import type { Cause } from './cause'
import { isChunkFault } from './chunks'
import { keepTrying } from './comeback'

export interface FailedNavigation {
  to: RouteLocationNormalized
  cause: Cause
  error: unknown
}

export interface NavigationParts {
  cause: () => Promise<Cause>
  renewSheets: () => Promise<unknown>
  /** Something is written that no server has yet. */
  unsaved: () => boolean
  /** Leaves for an address as a browser does, with all of the console loaded anew. */
  open: (href: string) => void
  /** False: this tab was loaded anew by itself a moment ago, and that has not helped. */
  mayReload: () => boolean
}

export interface Navigation {
  failed: ShallowRef<FailedNavigation | null>
  again: () => Promise<void>
  dismiss: () => void
  reload: () => void
}

export const navigationKey: InjectionKey<Navigation> = Symbol('navigation')

export function useNavigation(): Navigation {
  const navigation = inject(navigationKey)
  if (!navigation) throw new Error('no navigation was provided')
  return navigation
}

const told = new WeakSet<object>()
/** It is told as a failed navigation, wherever else it comes up. */
export const isNavigationFault = (error: unknown) => typeof error === 'object' && error !== null && told.has(error)

export function watchNavigation(router: Router, parts: NavigationParts): Navigation {
  const failed = shallowRef<FailedNavigation | null>(null)
  let stop: (() => void) | null = null
  const reload = () => failed.value && parts.open(router.resolve(failed.value.to).href)

  function show(to: RouteLocationNormalized, cause: Cause, error: unknown) {
    failed.value = { to, cause, error }
    if (cause === 'release' && !parts.unsaved() && parts.mayReload()) return reload()
    stop ??= keepTrying(() => !parts.unsaved() && again())
  }
  function dismiss() {
    failed.value = null
    stop?.()
    stop = null
  }

  // Which failure is the last: why an earlier one failed is of no interest by the time that it is known.
  let last: unknown = null
  async function fail(error: unknown, to: RouteLocationNormalized) {
    if (typeof error === 'object' && error !== null) told.add(error)
    console.error(error)
    last = error
    const cause = isChunkFault(error) ? await parts.cause() : 'unknown'
    if (last === error) show(to, cause, error)
  }
  router.onError(fail)
  router.afterEach((_to, _from, failure) => {
    if (failure) return
    last = null
    dismiss()
  })

  async function again() {
    const wanted = failed.value
    if (!wanted) return
    try {
      await parts.renewSheets()
    } catch (error) {
      const cause = await parts.cause()
      if (failed.value === wanted) show(wanted.to, cause, error)
      return
    }
    // A failure comes back through onError.
    await router.push(wanted.to.fullPath).catch(() => {})
  }

  return { failed, again, dismiss, reload: () => void reload() }
}
