import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { expect, it, vi } from 'vitest'
import { apiKey, createApi } from '@/api/client'
import { i18n } from '@/i18n'
import { messages } from '@/i18n/en'
import PasswordPage from '@/pages/account/PasswordPage.vue'
import { sessionPartsKey, useSession, type SessionParts } from '@/session/store'
import { AccessTokens } from '@/session/tokens'

i18n.global.setLocaleMessage('en', messages as never)

const tokenOf = (sub: string) => `x.${btoa(JSON.stringify({ sub })).replaceAll('=', '')}.x`

async function page(sub: string, status = 200, code = '') {
  const sent: unknown[] = []
  const left: string[] = []
  const told: string[] = []
  const api = createApi('http://console.test', async (request) => {
    const path = new URL(request.url).pathname
    if (request.method === 'PUT') sent.push([path, await request.json()])
    const body = path === '/users/me/permissions' ? { global_permissions: [], scenario_permissions: {} } : { status, code, detail: 'x', user_name: 'Lea' }
    return new Response(JSON.stringify(body), { status: request.method === 'PUT' ? status : 200, headers: { 'content-type': 'application/json' } })
  })
  const tokens = new AccessTokens({ refresh: async () => null, now: () => 0, alone: (work) => work() })
  const tabs = { listen: () => {}, tell: ({ kind }: { kind: string }) => told.push(kind) }
  const parts = { api, open: api, tokens, tabs, storage: localStorage, leave: (path: string) => left.push(path) } as unknown as SessionParts
  const pinia = createPinia()
  setActivePinia(pinia)
  const global = { plugins: [i18n, pinia], provide: { [apiKey as symbol]: api, [sessionPartsKey as symbol]: parts } }
  const mounted = mount({ components: { PasswordPage }, setup: () => ({ session: useSession() }), template: '<PasswordPage v-if="session.person" />' }, { global })
  await useSession().enter({ access_token: tokenOf(sub), token_type: 'bearer', expires_in: 900, user_id: 'u1', role: 'NONE' })
  await flushPromises()
  const change = async (current: string, password: string) => {
    await mounted.find('#current-password').setValue(current)
    await mounted.find('#new-password').setValue(password)
    await mounted.find('#new-password-again').setValue(password)
    await mounted.find('form').trigger('submit')
    await flushPromises()
  }
  return { mounted, change, sent, left, told, tokens }
}

it('changes the password of a local account, after which every tab signs in anew', async () => {
  const { change, sent, left, told, tokens } = await page('local:u1')
  await change('the old one', 'a sentence of my own')
  expect(sent).toEqual([['/users/u1/password', { password: 'a sentence of my own', current_password: 'the old one' }]])
  expect(left).toEqual(['sign-in/local?changed'])
  expect(told).toEqual(['signed-in', 'signed-out'])
  expect(tokens.held).toBe(false)
})

it('says at its field that the current one is wrong, and ends nothing', async () => {
  const { mounted, change, left } = await page('local:u1', 400, 'current_password_wrong')
  await change('not it', 'a sentence of my own')
  // Element Plus shows the faults of fields a moment later.
  await vi.waitFor(() => expect(mounted.find('.el-form-item').text()).toContain('This is not your current password.'))
  expect(left).toEqual([])
})

it.each(['E1001', 'my-local:1', 'oidc:local:1'])('offers no form to who signs in elsewhere: %s', async (sub) => {
  const { mounted, tokens } = await page(sub)
  expect(tokens.local).toBe(false)
  expect(mounted.find('form').exists()).toBe(false)
  expect(mounted.text()).toContain('signs in elsewhere')
})

it('a token that cannot be read is nobody’s local account', () => {
  const tokens = new AccessTokens({ refresh: async () => null, now: () => 0, alone: (work) => work() })
  expect(tokens.local).toBe(false)
  for (const access_token of ['opaque', 'a.b.c', `x.${btoa('null')}.x`]) {
    tokens.take({ access_token, token_type: 'bearer', expires_in: 900, user_id: 'u', role: '' })
    expect(tokens.local, access_token).toBe(false)
  }
})
