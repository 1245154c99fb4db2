// What a scenario holds, so that whoever deletes it knows what goes with it.
import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { pageOf, useApi } from '@/api/client'

export function useContents() {
  const { t } = useI18n()
  const api = useApi()
  const counts = shallowRef<{ keywords: number; policies: number } | null>(null)
  const sentence = computed(() =>
    counts.value ? t('scenarios.delete_text', counts.value) : t('scenarios.delete_text_uncounted'),
  )
  async function count(appId: string) {
    counts.value = null
    const params = { path: { app_id: appId }, query: { limit: 1 } }
    try {
      const [keywords, policies] = await Promise.all([
        pageOf(api.admin.GET('/keywords/scenario/{app_id}', { params })),
        pageOf(api.admin.GET('/policies/scenario/{app_id}', { params })),
      ])
      counts.value = { keywords: keywords.total, policies: policies.total }
    } catch {
      // The sentence without figures says enough.
    }
  }
  return { sentence, count }
}
