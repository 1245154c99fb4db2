// The installation as sign-in pages see it: its configuration, and what auth-service offers.
import { inject, ref, type InjectionKey } from 'vue'
import { bodyOf, type Api } from '@/api/client'
import { isWebAddress, type RuntimeConfig } from './runtime'

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
  const portalUrl = ref(config.portalUrl)
  const localLogin = ref(false)
  const known = bodyOf(open.auth.GET('/sso/health'))
    .then((health) => {
      localLogin.value = health.local_login_enabled === true
      if (!portalUrl.value && health.portal_url && isWebAddress(health.portal_url)) portalUrl.value = health.portal_url
    })
    .catch(() => {})
  return { portalUrl, localLogin, known }
}
