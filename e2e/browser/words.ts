// The console's own texts, so that a test finds a button in either language.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const place = fileURLToPath(new URL('../../webui/src/i18n', import.meta.url))

/** `t('tags.create')` in a language of the console. */
export function wordsOf(language: 'en' | 'zh-CN') {
  const areas = new Map(
    readdirSync(`${place}/${language}`).map((file) => [
      file.replace(/\.json$/, ''),
      JSON.parse(readFileSync(`${place}/${language}/${file}`, 'utf8')) as Record<string, string>,
    ]),
  )
  return (key: string) => {
    const [area, name] = key.split('.') as [string, string]
    const text = areas.get(area)?.[name]
    if (text === undefined) throw new Error(`no text ${key} in ${language}`)
    return text
  }
}
export type Words = ReturnType<typeof wordsOf>
