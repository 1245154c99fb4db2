import { watchEffect } from 'vue'
import { createRouter, type RouteLocationNormalized, type RouterHistory, type RouteRecordRaw } from 'vue-router'
import { mayOpen } from '@/layout/menu'
import NotFoundPage from '@/pages/errors/NotFoundPage.vue'
import UnavailablePage from '@/pages/errors/UnavailablePage.vue'
import type { Rights } from '@/session/rights'

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the document title. */
    title: string
    /** Shown without a session. */
    open?: boolean
    /** Entry of the menu that it belongs to, whose rights it needs. */
    menu?: string
  }
}

const page = (name: string, path: string, component: RouteRecordRaw['component']): RouteRecordRaw =>
  ({ name, path, component, meta: { title: `menu.${name}`, menu: name } }) as RouteRecordRaw

// What is shown when something is missing must not be missing itself, so pages about faults are no parts of their own.
export const routes: RouteRecordRaw[] = [
  {
    name: 'sso-login',
    path: '/sso/login',
    component: () => import('@/pages/signin/SsoLogin.vue'),
    meta: { title: 'session.signing_in', open: true },
  },
  {
    name: 'sso-callback',
    path: '/sso/callback',
    component: () => import('@/pages/signin/SsoCallback.vue'),
    meta: { title: 'session.signing_in', open: true },
  },
  {
    name: 'sign-in',
    path: '/sign-in',
    component: () => import('@/pages/signin/SignIn.vue'),
    meta: { title: 'session.sign_in', open: true },
  },
  {
    name: 'local-login',
    path: '/sign-in/local',
    component: () => import('@/pages/signin/LocalLogin.vue'),
    meta: { title: 'session.local_login', open: true },
  },
  {
    name: 'signed-out',
    path: '/signed-out',
    component: () => import('@/pages/signin/SignedOut.vue'),
    meta: { title: 'session.signed_out', open: true },
  },
  {
    name: 'unavailable',
    path: '/unavailable',
    component: UnavailablePage,
    meta: { title: 'errors.unavailable_title', open: true },
  },
  {
    path: '/',
    component: () => import('@/layout/AppLayout.vue'),
    children: [
      { name: 'home', path: '', redirect: { name: 'scenarios' } },
      page('scenarios', 'scenarios', () => import('@/pages/scenarios/ScenariosPage.vue')),
      {
        name: 'scenario',
        path: 'scenarios/:appId/:tab(basic|keywords|policies|api-keys)?',
        component: () => import('@/pages/scenarios/ScenarioPage.vue'),
        props: true,
        meta: { title: 'scenarios.one', menu: 'scenarios' },
      },
      page('keywords', 'keywords', () => import('@/pages/keywords/KeywordsPage.vue')),
      page('tags', 'tags', () => import('@/pages/tags/TagsPage.vue')),
      page('defaults', 'defaults', () => import('@/pages/defaults/DefaultsPage.vue')),
      page('playground', 'playground', () => import('@/pages/playground/PlaygroundPage.vue')),
      page('audit', 'audit', () => import('@/pages/audit/AuditPage.vue')),
      page('users', 'users', () => import('@/pages/users/UsersPage.vue')),
      {
        name: 'user',
        path: 'users/:id/:tab(access|identities|api-keys)?',
        component: () => import('@/pages/users/UserPage.vue'),
        props: true,
        meta: { title: 'users.name', menu: 'users' },
      },
      {
        name: 'account',
        path: 'account',
        component: () => import('@/pages/account/AccountPage.vue'),
        meta: { title: 'account.mine' },
      },
      {
        name: 'password',
        path: 'account/password',
        component: () => import('@/pages/account/PasswordPage.vue'),
        meta: { title: 'account.change' },
      },
      {
        name: 'not-found',
        path: ':path(.*)*',
        component: NotFoundPage,
        meta: { title: 'errors.not_found_title' },
      },
    ],
  },
]

export interface Gate {
  /** Throws ApiError when it could not be learned. */
  restore(): Promise<boolean>
  rights(): Rights
  onUnavailable(error: unknown): void
}

async function admit(to: RouteLocationNormalized, gate: Gate) {
  if (to.meta.open) return true
  try {
    if (await gate.restore()) return true
  } catch (error) {
    gate.onUnavailable(error)
    return { name: 'unavailable', query: { from: to.fullPath }, replace: true }
  }
  return { name: 'sign-in', query: to.fullPath === '/' ? {} : { from: to.fullPath }, replace: true }
}

export function makeRouter(history: RouterHistory, gate: Gate, titleOf: (key: string) => string) {
  const router = createRouter({ history, routes })
  router.beforeEach((to) => admit(to, gate))
  // Again when the rights or the language change.
  watchEffect(() => {
    const to = router.currentRoute.value
    const shown = allowed(to, gate.rights()) ? to.meta.title : 'errors.forbidden_title'
    document.title = shown ? `${titleOf(shown)} · LLM Guard Manager` : 'LLM Guard Manager'
  })
  return router
}

export const allowed = (to: RouteLocationNormalized, rights: Rights) => !to.meta.menu || mayOpen(to.meta.menu, rights)
