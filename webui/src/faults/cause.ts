// Why a part of the console could not be loaded.
import { inject, type InjectionKey } from 'vue'

/** Nothing answers; another release stands there by now; something else. */
export type Cause = 'offline' | 'release' | 'unknown'

/** The script that a page of the console begins with. Its name changes with whatever is built into it. */
export const entryOf = (page: ParentNode) => page.querySelector('script[type="module"][src]')?.getAttribute('src') ?? null

/** `ask` fetches index.html anew; `entry`: what this page began with. */
export async function causeOf(ask: () => Promise<Response>, entry: string | null): Promise<Cause> {
  let text: string
  try {
    const answer = await ask()
    if (!answer.ok) return 'unknown'
    text = await answer.text()
  } catch {
    return 'offline'
  }
  const installed = entryOf(new DOMParser().parseFromString(text, 'text/html'))
  return installed !== null && installed !== entry ? 'release' : 'unknown'
}

export const causeKey: InjectionKey<() => Promise<Cause>> = Symbol('cause')

export function useCause(): () => Promise<Cause> {
  const cause = inject(causeKey)
  if (!cause) throw new Error('no way to the cause was provided')
  return cause
}
