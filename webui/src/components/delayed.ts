import { ref, watch, type Ref } from 'vue'

/** A text field whose text reaches `settled` once the typing rests, so that not every letter asks the server. */
export function delayed(settled: Ref<string>, milliseconds = 300): Ref<string> {
  const typed = ref(settled.value)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(typed, (text) => {
    clearTimeout(timer)
    timer = setTimeout(() => (settled.value = text.trim()), milliseconds)
  })
  // Set from elsewhere: filters were cleared, or the address says so.
  watch(settled, (text) => {
    if (text === typed.value.trim()) return
    clearTimeout(timer)
    typed.value = text
  })
  return typed
}
