// Rules for a keyword that stands in no list: by themselves they match nothing.
import { allOf, pageOf, type Api } from '@/api/client'

/** What two equal keywords share, as near as a browser knows it. */
export const formOf = (word: string) => word.normalize('NFKC').toLowerCase().normalize('NFKC').trim()

/** Those of `words` that `has` does not know; at most four are asked at once. */
export async function missing(words: readonly string[], has: (word: string) => Promise<boolean>): Promise<Set<string>> {
  const waiting = [...new Set(words)]
  const found = new Set<string>()
  const worker = async () => {
    for (let word = waiting.shift(); word !== undefined; word = waiting.shift()) if (!(await has(word))) found.add(word)
  }
  await Promise.all([worker(), worker(), worker(), worker()])
  return found
}

/** Asks the scenario's own list once, and the global one for each word that is not in it. */
export async function wordsInNoList({ admin }: Api, appId: string, words: readonly string[]): Promise<Set<string>> {
  const { data: own } = await admin.GET('/keywords/scenario/{app_id}', { params: { path: { app_id: appId } } })
  const ownForms = new Set((own ?? []).map(({ keyword }) => formOf(keyword)))
  return missing(words, async (word) => {
    if (ownForms.has(formOf(word))) return true
    const rows = await allOf((range) => pageOf(admin.GET('/keywords/global/', { params: { query: { ...range, q: word } } })))
    return rows.some(({ keyword }) => formOf(keyword) === formOf(word))
  })
}
