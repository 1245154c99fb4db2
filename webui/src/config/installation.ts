// The installation as sign-in pages see it: its configuration, and what auth-service offers.
import { computed, inject, ref, type InjectionKey } from 'vue'
import type { Api } from '@/api/client'
import type { RuntimeConfig } from './runtime'
import { waysIn, withPortal } from './waysIn'

export interface Installation {
  config: RuntimeConfig
  open: Api
  /** The path that the console stands under. */
  home: string
}
export const configKey: InjectionKey<Installation> = Symbol('installation')

export function useInstallation(): Installation {
  const installation = inject(configKey)
  if (!installation) throw new Error('no configuration was provided')
  return installation
}

/** The ways in. Until auth-service answers, or if it does not, what config.json says. */
export function useWaysIn() {
  const { config, open } = useInstallation()
  const ways = ref(withPortal([], config.portalUrl))
  const known = waysIn(open)
    .then((listed) => (ways.value = withPortal(listed, config.portalUrl)))
    .catch(() => {})
  const portalUrl = computed(() => ways.value.find((way) => way.kind === 'ticket')?.portal_url ?? '')
  const localLogin = computed(() => ways.value.some((way) => way.kind === 'password'))
  return { ways, portalUrl, localLogin, known }
}
