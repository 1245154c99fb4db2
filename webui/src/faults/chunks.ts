// Parts of the console that are loaded once they are needed, and what a failed attempt leaves behind.

const missing = new WeakSet<object>()
const sheets = new Set<HTMLLinkElement>()

export const isChunkFault = (error: unknown) => typeof error === 'object' && error !== null && missing.has(error)

/** From now on it is known which errors and which style sheets are such. */
export function watchChunks(on: Window) {
  on.addEventListener('vite:preloadError', (event) => missing.add(event.payload))
  on.addEventListener(
    'error',
    ({ target }) => target instanceof HTMLLinkElement && target.rel === 'stylesheet' && sheets.add(target),
    true,
  )
}

const loaded = (link: HTMLLinkElement) =>
  new Promise<void>((resolve, reject) => {
    const again = link.cloneNode() as HTMLLinkElement
    again.addEventListener('load', () => resolve())
    again.addEventListener('error', () => reject(new Error(`Unable to load ${link.href}`)))
    link.replaceWith(again)
    sheets.delete(link)
  })

/** Vite asks for a style sheet once: one that failed is missing from then on, wherever its page is opened again. */
export const renewSheets = () => Promise.all([...sheets].map(loaded))
