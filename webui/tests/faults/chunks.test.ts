import { expect, it } from 'vitest'
import { isChunkFault, renewSheets, watchChunks } from '@/faults/chunks'

watchChunks(window)

it('knows the errors of parts that could not be loaded from all others', () => {
  const error = new TypeError('Failed to fetch dynamically imported module')
  window.dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload: error }))
  expect([error, new TypeError(error.message), undefined, 'text'].map(isChunkFault)).toEqual([true, false, false, false])
})

const sheet = (href: string) => document.head.appendChild(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }))
const found = (href: string) => document.querySelector(`link[href="${href}"]`)!

it('asks anew for style sheets that failed, and for those alone', async () => {
  const [failed, standing] = [sheet('/failed.css'), sheet('/standing.css')]
  failed.dispatchEvent(new Event('error'))
  const renewed = renewSheets()
  expect(found('/failed.css')).not.toBe(failed)
  expect(found('/standing.css')).toBe(standing)
  found('/failed.css').dispatchEvent(new Event('load'))
  await renewed
  await renewSheets() // nothing is left that it would wait for
})

it('says so when one fails again, and asks for it the next time', async () => {
  sheet('/again.css').dispatchEvent(new Event('error'))
  const renewed = renewSheets()
  found('/again.css').dispatchEvent(new Event('error'))
  await expect(renewed).rejects.toThrow('/again.css')
  const once_more = renewSheets()
  found('/again.css').dispatchEvent(new Event('load'))
  await once_more
})
