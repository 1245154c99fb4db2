// The rules of a scenario's form, in the dialog that makes one and on the page that changes one.
import { useI18n } from 'vue-i18n'
import { bodyOf, useApi } from '@/api/client'
import type { Scenario, ScenarioDraft } from '@/api/types'
import { useChecks } from '@/components/checks'
import { useEditor } from '@/components/useEditor'
import { rowAt } from './rowAt'

const blank = (): ScenarioDraft => ({
  app_id: '',
  app_name: '',
  description: null,
  is_active: true,
  enable_whitelist: true,
  enable_blacklist: true,
  enable_custom_policy: true,
  block_answer: null,
  rewrite_answer: null,
})

export function useScenarioEditor(saved: (row: Scenario, isNew: boolean) => void) {
  const api = useApi()
  const { required, atMost, pattern } = useChecks()
  return useEditor<Scenario, ScenarioDraft>({
    blank,
    fromRow: (row) => {
      const draft: Record<string, unknown> = {}
      for (const name of Object.keys(blank()) as (keyof Scenario)[]) draft[name] = row[name]
      return draft as unknown as ScenarioDraft
    },
    checks: (_, isNew) => ({
      // Adopted scenarios may have ids off the pattern.
      app_id: isNew ? [required, atMost(64), pattern(/^[\w.-]+$/, 'faults.app_id')] : [],
      app_name: [required, atMost(128)],
      description: [atMost(10_000)],
      block_answer: [atMost(2000)],
      rewrite_answer: [atMost(2000)],
    }),
    create: (body) => bodyOf(api.admin.POST('/apps/', { body })),
    update: (row, body) =>
      bodyOf(api.admin.PUT('/apps/{app_id}', { ...rowAt(row), body })),
    reread: (row) => bodyOf(api.admin.GET('/apps/{app_id}', { params: { path: { app_id: row.app_id } } })),
    saved,
  })
}

export function useScenarioLabels() {
  const { t } = useI18n()
  return (name: string) => t(`scenarios.${name}`)
}
