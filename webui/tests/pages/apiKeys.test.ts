import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { ElMessageBox } from 'element-plus'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ApiKey } from '@/api/types'
import { i18n } from '@/i18n'
import { messages } from '@/i18n/en'
import ScenarioPage from '@/pages/scenarios/ScenarioPage.vue'
import { Rights } from '@/session/rights'
import { buttons, field, json, press, rightsOf, show, text, type } from './onPage'

i18n.global.setLocaleMessage('en', messages as never)
vi.setConfig({ testTimeout: 30_000 }) // whole pages are mounted, on a machine that may be busy

const PATH = '/apps/shop/api-keys'
const bot: ApiKey = {
  id: 'k1', app_id: 'shop', name: 'bot', prefix: 'abcd1234', scopes: ['check', 'send_flags'], quota: { per_minute: 600, per_day: null },
  expires_at: null, is_active: true, created_at: '2026-11-01T08:00:00Z', updated_at: '2026-11-01T08:00:00Z', created_by: 'u7',
  last_used_at: '2026-11-30T08:00:00Z', last_used_from: '10.1.2.3', used_last_minute: 41, version: 3,
} // fmt: skip
let keys: ApiKey[]
let refusal: { status: number; body: object } | null
let writes: { call: string; tag: string | null; body: unknown }[]

async function answer(request: Request) {
  const path = new URL(request.url).pathname
  if (request.method === 'GET') {
    if (path === '/apps/shop') return json({ id: 's1', app_id: 'shop', app_name: 'Shop', is_active: true, version: 1 })
    if (path === PATH) return json(keys)
    if (path === '/users/') return json([{ id: 'u7', username: 'lea', display_name: 'Lea L.' }])
    return json([])
  }
  const body = request.method === 'DELETE' ? null : await request.json()
  writes.push({ call: `${request.method} ${path}`, tag: request.headers.get('If-Match'), body })
  if (refusal) return json(refusal.body, refusal.status)
  if (request.method === 'POST') {
    keys = [...keys, { ...bot, ...body, id: 'k2', version: 1 }]
    return json({ ...keys.at(-1), key: `lgm_abcd1234_${'x'.repeat(49)}` })
  }
  if (request.method === 'PATCH') keys = keys.map((one) => ({ ...one, ...body, version: one.version + 1 }))
  if (request.method === 'DELETE') keys = keys.slice(1)
  return json(keys[0] ?? bot)
}

const routes = [
  { path: '/', name: 'scenarios', component: { template: '' } },
  { path: '/scenarios/:appId/:tab?', name: 'scenario', component: ScenarioPage, props: true },
]
const page = (rights?: Rights) => show({ path: '/scenarios/shop/api-keys', routes, answer, rights })

beforeEach(() => {
  keys = [bot]
  refusal = null
  writes = []
})
enableAutoUnmount(afterEach)
afterEach(() => {
  document.body.innerHTML = ''
  vi.restoreAllMocks()
})

describe('the list', () => {
  it('tells of each key what it may, how it is used, and who made it', async () => {
    await page()
    for (const part of ['bot', 'lgm_abcd1234_…', 'Have texts decided', 'Choose which lists count', 'at most 600 texts a minute', 'from 10.1.2.3', '41 texts in the last minute', 'Never', 'Lea L.', 'Active'])
      expect(text()).toContain(part)
    expect(text()).toContain('make a second one, give it to the program, and delete the first')
  })

  it('says which has expired and which was never used', async () => {
    keys = [{ ...bot, expires_at: '2020-01-01T00:00:00Z', last_used_at: null, last_used_from: null }]
    await page()
    expect(text()).toContain('Expired')
    expect(text()).toContain('Not yet')
  })

  it('is shown to who may read everything, without what changes it', async () => {
    await page(rightsOf('AUDITOR'))
    expect(text()).toContain('lgm_abcd1234_…')
    for (const label of ['New API key', 'Edit', 'Disable', 'Delete']) expect(buttons(label), label).toEqual([])
  })

  it('is not asked for by who may not see it', async () => {
    await page(new Rights('SCENARIO_ADMIN', { global_permissions: [], scenario_permissions: { shop: ['scenario_keywords'] } }))
    expect(text()).not.toContain('lgm_abcd1234_…')
    expect(document.querySelectorAll('[role=tab]')).toHaveLength(3)
    expect(text()).toContain('You lack the permission “Scenario management”.')
  })
})

describe('making one', () => {
  it('shows the key once', async () => {
    await page()
    await press('New API key')
    await type('Name', 'second')
    await type('Texts a day', '5000')
    await press('Create')
    const body = { name: 'second', scopes: ['check'], quota: { per_minute: null, per_day: 5000 }, expires_at: null, is_active: true }
    expect(writes).toEqual([{ call: `POST ${PATH}`, tag: null, body }])
    const shown = document.querySelector<HTMLInputElement>('input[aria-label="API key"]')!
    expect(shown.value).toMatch(/^lgm_/)
    const copied = vi.fn(async () => {})
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: copied } })
    await press('Copy')
    expect(copied).toHaveBeenCalledWith(shown.value)
    vi.unstubAllGlobals()
    const key = shown.value
    await press('I have stored it')
    expect([...document.querySelectorAll('input')].map((one) => one.value)).not.toContain(key)
    expect(text()).not.toContain(key)
  })

  it('is not closed by mistake, nor left', async () => {
    await page()
    await press('New API key')
    await type('Name', 'second')
    await press('Create')
    document.querySelector<HTMLElement>('.el-overlay-dialog')!.click()
    document.dispatchEvent(new KeyboardEvent('keydown', { code: 'Escape', key: 'Escape' }))
    await flushPromises()
    expect(document.querySelector('input[aria-label="API key"]')).not.toBeNull()
    const closing = new Event('beforeunload', { cancelable: true })
    window.dispatchEvent(closing)
    expect(closing.defaultPrevented).toBe(true)
  })

  it('asks for a name, and puts a fault of the quota at its field', async () => {
    await page()
    await press('New API key')
    await press('Create')
    expect(writes).toEqual([])
    await vi.waitFor(() => expect(text()).toContain('Required'), { timeout: 10_000 })
    await type('Name', 'x')
    await type('Texts a minute', '20000000')
    refusal = { status: 422, body: { status: 422, code: 'invalid', detail: 'x', errors: [{ pointer: '/quota/per_minute', code: 'out_of_range', detail: 'x', limit: 10000000, actual: 20000000 }] } }
    await press('Create')
    await vi.waitFor(() => expect(field('Texts a minute').closest('.el-form-item')!.textContent).toContain('At most 10000000'), { timeout: 10_000 })
  })

  it('says when there are as many as a scenario may have', async () => {
    await page()
    refusal = { status: 409, body: { status: 409, code: 'too_many_api_keys', detail: 'x', facts: { limit: 20 } } }
    await press('New API key')
    await type('Name', 'x')
    await press('Create')
    expect(text()).toContain('There are at most 20 API keys; delete one that is not used.')
  })
})

describe('changing one', () => {
  it('sends what has changed, and the whole quota', async () => {
    await page()
    await press('Edit')
    await type('Texts a day', '9000')
    await press('Save')
    expect(writes).toEqual([{ call: `PATCH ${PATH}/k1`, tag: '"3"', body: { quota: { per_minute: 600, per_day: 9000 } } }])
  })

  it('takes the quota away when both its fields are emptied', async () => {
    await page()
    await press('Edit')
    await type('Texts a minute', '')
    await press('Save')
    expect(writes[0]!.body).toEqual({ quota: null })
  })

  it('does not offer to change what it may', async () => {
    await page()
    await press('Edit')
    const boxes = [...document.querySelectorAll<HTMLInputElement>('.el-dialog input[type=checkbox]:not(.el-switch__input)')]
    expect(boxes).toHaveLength(3)
    expect(boxes.every((one) => one.disabled)).toBe(true)
  })

  it('asks before it is switched off, and says who lives by it', async () => {
    const asked = vi.spyOn(ElMessageBox, 'confirm').mockResolvedValue('confirm' as never)
    await page()
    await press('Disable')
    expect(asked.mock.calls[0]![0]).toMatch(/within a second.*Last used .*from 10\.1\.2\.3, 41 texts in the last minute\.$/)
    expect(writes).toEqual([{ call: `PATCH ${PATH}/k1`, tag: '"3"', body: { is_active: false } }])
    await press('Enable')
    expect(asked).toHaveBeenCalledTimes(1)
    expect(writes[1]!.body).toEqual({ is_active: true })
  })

  it('says before it is deleted what stops', async () => {
    await page()
    await press('Delete')
    expect(document.querySelector('.el-dialog')!.textContent).toMatch(/bot \(lgm_abcd1234_…\).*no text decided any more.*41 texts in the last minute\./s)
    await press('Delete')
    expect(writes).toEqual([{ call: `DELETE ${PATH}/k1`, tag: '"3"', body: null }])
    expect(text()).toContain('This scenario has no API keys yet')
  })
})
