// Texts in Chinese and English. A language is one chunk, with Element Plus's own texts; plain strings, compiled without
// eval.
import type { Language } from 'element-plus/es/locale'
import { shallowRef } from 'vue'
import { createI18n } from 'vue-i18n'

export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]
const STORED = 'lgm.locale'

export function preferredLocale(stored: string | null, languages: readonly string[]): Locale {
  if (stored === 'zh-CN' || stored === 'en') return stored
  return languages[0]?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

export const i18n = createI18n({
  legacy: false,
  locale: 'en' as string,
  fallbackLocale: false,
  messages: {} as Record<string, Record<string, never>>,
  missingWarn: import.meta.env.DEV,
})

export const elementLocale = shallowRef<Language>()

const load = { 'zh-CN': () => import('./zh-CN'), en: () => import('./en') }

export async function setLocale(locale: Locale, remember = true) {
  const { messages, element } = await load[locale]()
  i18n.global.setLocaleMessage(locale, messages as never)
  i18n.global.locale.value = locale
  elementLocale.value = element
  document.documentElement.lang = locale
  if (remember) localStorage.setItem(STORED, locale)
}

export const startLocale = () =>
  setLocale(preferredLocale(localStorage.getItem(STORED), navigator.languages ?? [navigator.language]), false)

export const currentLocale = () => i18n.global.locale.value as Locale
