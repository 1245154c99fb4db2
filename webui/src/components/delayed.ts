import { customRef, type Ref } from 'vue'

/** A text that follows what is typed once the typing rests, so that not every letter asks the server. */
export function delayed(initial: string, milliseconds = 300): { typed: Ref<string>; settled: Ref<string> } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let settle = () => {}
  let now = initial
  const settled = customRef<string>((track, trigger) => {
    settle = trigger
    return {
      get: () => (track(), now),
      set: (value) => ((now = value), trigger()),
    }
  })
  let shown = initial
  const typed = customRef<string>((track, trigger) => ({
    get: () => (track(), shown),
    set(value) {
      shown = value
      trigger()
      clearTimeout(timer)
      timer = setTimeout(() => {
        now = value.trim()
        settle()
      }, milliseconds)
    },
  }))
  return { typed, settled }
}
