// What failed for want of a connection, tried again by itself.
import { onBeforeUnmount } from 'vue'

const SECONDS = [5, 10, 20, 40, 60]

/**
 * Tries when the browser says that the network is back, when its tab is looked at again, and now and then: a tunnel that
 * breaks tells nobody. Returns what ends it.
 */
export function keepTrying(again: () => unknown): () => void {
  let round = 0
  let running = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const ended = new AbortController()
  const plan = () => {
    clearTimeout(timer)
    if (!ended.signal.aborted) timer = setTimeout(run, (SECONDS[round] ?? 60) * 1000)
    round += 1
  }
  async function run() {
    if (running) return
    running = true
    // Nobody waits behind a tab that nobody sees.
    if (!document.hidden) await again()
    running = false
    plan()
  }
  window.addEventListener('online', run, { signal: ended.signal })
  document.addEventListener('visibilitychange', run, { signal: ended.signal })
  plan()
  return () => {
    ended.abort()
    clearTimeout(timer)
  }
}

/** The same, as long as a component stands. */
export function useComeback(wanted: () => boolean, again: () => unknown) {
  onBeforeUnmount(keepTrying(() => wanted() && again()))
}
