// A page of the console, mounted as the router shows it, before services that a test plays; and hands to use it with.
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { expect } from 'vitest'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type RouteRecordRaw } from 'vue-router'
import { apiKey, createApi } from '@/api/client'
import { configKey } from '@/config/installation'
import { i18n } from '@/i18n'
import { Rights } from '@/session/rights'
import { sessionPartsKey, useSession, type SessionParts } from '@/session/store'

export const rightsOf = (role: string, ...global_permissions: string[]) => new Rights(role, { global_permissions, scenario_permissions: {} })

export const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

interface Shown {
  path: string
  routes: RouteRecordRaw[]
  answer: (request: Request) => Promise<Response>
  rights?: Rights
  /** Who is signed in. */
  userId?: string
}

export async function show({ path, routes, answer, rights = rightsOf('SYSTEM_ADMIN'), userId = 'somebody' }: Shown) {
  const api = createApi('http://console.test', answer)
  const router = createRouter({ history: createMemoryHistory(), routes })
  await router.push(path)
  const parts = { api, open: api, tokens: {}, tabs: { listen: () => {} } } as unknown as SessionParts
  const pinia = createPinia()
  setActivePinia(pinia)
  const Root = defineComponent({
    setup() {
      const session = useSession()
      session.rights = rights
      session.person = { userId, name: 'Ada', role: rights.role }
      return () => h(RouterView)
    },
  })
  const installation = { config: { apiBase: '', portalUrl: '' }, open: api, home: '/' }
  const provide = { [apiKey as symbol]: api, [sessionPartsKey as symbol]: parts, [configKey as symbol]: installation }
  const mounted = mount(Root, { global: { plugins: [i18n, router, pinia], provide }, attachTo: document.body })
  await flushPromises()
  return { mounted, router }
}

export const text = () => document.body.textContent ?? ''
export const buttons = (label: string) =>
  [...document.querySelectorAll<HTMLButtonElement>('button')].filter((one) => one.textContent?.trim() === label)
/** The last of that label: dialogs stand behind the page. */
export async function press(label: string) {
  expect(buttons(label), label).not.toEqual([])
  buttons(label).at(-1)!.click()
  await flushPromises()
}
const item = (label: string) =>
  [...document.querySelectorAll('.el-form-item')].find((one) => one.querySelector('.el-form-item__label')?.textContent?.startsWith(label))
export const field = (label: string) => item(label)!.querySelector<HTMLInputElement>('input')!
export async function type(label: string, value: string) {
  field(label).value = value
  for (const event of ['input', 'change']) field(label).dispatchEvent(new Event(event))
  await flushPromises()
}
export async function pick(label: string) {
  const radio = [...document.querySelectorAll('.el-radio')].find((one) => one.textContent?.trim().startsWith(label))
  radio!.querySelector('input')!.click()
  await flushPromises()
}
/** Faults appear under their fields with a transition. */
export const faultAt = (label: string, fault: string) => expect.poll(() => item(label)?.textContent, { timeout: 10_000 }).toContain(fault)
