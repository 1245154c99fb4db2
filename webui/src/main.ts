// The composition root of the console.
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createWebHistory } from 'vue-router'
import 'element-plus/es/components/base/style/css'
import 'element-plus/es/components/message/style/css'
import 'element-plus/es/components/message-box/style/css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import '@/theme/theme.css'
import App from '@/App.vue'
import { apiKey, createApi, bodyOf } from '@/api/client'
import { ApiError } from '@/api/problem'
import { configKey } from '@/config/installation'
import { loadConfig } from '@/config/runtime'
import { currentLocale, i18n, startLocale } from '@/i18n'
import { startZone } from '@/i18n/zone'
import { unsaved } from '@/components/leaveGuard'
import { causeKey, causeOf, entryOf } from '@/faults/cause'
import { renewSheets, watchChunks } from '@/faults/chunks'
import { navigationKey, watchNavigation } from '@/faults/navigation'
import { reloadedLately } from '@/faults/reloads'
import { sayUnavailable } from '@/faults/unavailable'
import { makeRouter } from '@/router'
import { arrivalKey, returnKey, takeReturn, takeTicket } from '@/session/arrival'
import { sessionPartsKey, useSession } from '@/session/store'
import { tabsOf } from '@/session/tabs'
import { AccessTokens, amongTabs, authorisedFetch } from '@/session/tokens'
import { startTheme } from '@/theme/theme'

const BASE = import.meta.env.BASE_URL

async function start() {
  watchChunks(window)
  const arrival = takeTicket(window.location, window.history, BASE)
  const sentBack = takeReturn(window.location, window.history, BASE)
  startTheme()
  startZone()
  const fetcher = window.fetch.bind(window)
  const [config] = await Promise.all([loadConfig(BASE, fetcher), startLocale()])

  const open = createApi(config.apiBase, (request) => fetcher(request))
  const tokens = new AccessTokens({
    refresh: () =>
      // It holds the lock of all tabs, so it must end.
      bodyOf(open.auth.POST('/sso/refresh', { body: {}, signal: AbortSignal.timeout(20_000) })).catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 401) return null
        throw error
      }),
    now: () => performance.now(),
    alone: amongTabs(navigator.locks),
  })
  const api = createApi(
    config.apiBase,
    authorisedFetch({ tokens, fetcher, language: currentLocale, onEnded: () => useSession(pinia).onEnded() }),
  )

  const pinia = createPinia()
  const app = createApp(App)
  app.use(pinia)
  app.use(i18n)
  app.provide(apiKey, api)
  app.provide(configKey, { config, open, home: BASE })
  app.provide(arrivalKey, { taken: arrival })
  app.provide(returnKey, { taken: sentBack })
  app.provide(sessionPartsKey, {
    api,
    open,
    tokens,
    tabs: tabsOf(new BroadcastChannel('lgm-session')),
    storage: window.localStorage,
    leave: (path) => window.location.replace(BASE + path),
    goTo: (address) => window.location.replace(address),
  })
  const session = useSession(pinia)
  const router = makeRouter(
    createWebHistory(BASE),
    { restore: session.restore, rights: () => session.rights, onUnavailable: sayUnavailable },
    (key) => i18n.global.t(key),
  )
  const entry = entryOf(document)
  const cause = () => causeOf(() => fetcher(BASE, { cache: 'no-store', signal: AbortSignal.timeout(10_000) }), entry)
  app.provide(causeKey, cause)
  app.provide(
    navigationKey,
    watchNavigation(router, {
      cause,
      renewSheets,
      unsaved,
      open: (href) => window.location.assign(href),
      mayReload: () => !reloadedLately(window.sessionStorage, Date.now()),
    }),
  )
  // What no boundary took, which are the boundaries' own faults.
  app.config.errorHandler = (error) => console.error(error)
  app.use(router)
  // A page that the browser kept whole after a sign-out must not come back by the back button.
  window.addEventListener('pageshow', (event) => event.persisted && window.location.reload())
  app.mount('#app')
}

function cannotStart(error: unknown) {
  const place = document.getElementById('app')
  if (place) place.textContent = `LLM Guard Manager cannot start / 控制台无法启动: ${error instanceof Error ? error.message : error}`
}

start().catch(cannotStart)
