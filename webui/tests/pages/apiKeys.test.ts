import { flushPromises } from '@vue/test-utils'
import { ElMessageBox } from 'element-plus'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ApiKey } from '@/api/types'
import { i18n } from '@/i18n'
import { setZone } from '@/i18n/zone'
import { messages } from '@/i18n/en'
import ScenarioPage from '@/pages/scenarios/ScenarioPage.vue'
import { Rights } from '@/session/rights'
import { buttons, field, press, rightsOf, show, text, type } from './onPage'
import { playKeys } from './playedKeys'

i18n.global.setLocaleMessage('en', messages as never)
vi.setConfig({ testTimeout: 30_000 }) // whole pages are mounted, on a machine that may be busy

const PATH = '/apps/shop/api-keys'
const bot: ApiKey = {
  id: 'k1', app_id: 'shop', name: 'bot', prefix: 'abcd1234', scopes: ['check', 'send_flags'], quota: { per_minute: 600, per_day: null },
  expires_at: null, is_active: true, created_at: '2026-11-01T08:00:00Z', updated_at: '2026-11-01T08:00:00Z', created_by: 'u7',
  last_used_at: '2026-11-30T08:00:00Z', last_used_from: '10.1.2.3', used_last_minute: 41, version: 3,
} // fmt: skip
const people = [{ id: 'u7', username: 'lea', display_name: 'Lea L.' }]
const shop = { id: 's1', app_id: 'shop', app_name: 'Shop', is_active: true, version: 1 }
const played = playKeys<ApiKey>({ path: PATH, first: bot, reads: { '/apps/shop': shop, '/users/': people } })
const routes = [
  { path: '/', name: 'scenarios', component: { template: '' } },
  { path: '/scenarios/:appId/:tab?', name: 'scenario', component: ScenarioPage, props: true },
]
const page = (rights?: Rights) => show({ path: '/scenarios/shop/api-keys', routes, answer: played.answer, rights })

describe('the list', () => {
  it('tells of each key what it may, how it is used, and who made it', async () => {
    await page()
    for (const part of ['bot', 'lgm_abcd1234_…', 'Have texts decided', 'Choose which lists count', 'at most 600 texts a minute', 'from 10.1.2.3', '41 texts in the last minute', 'Never', 'Lea L.', 'Active'])
      expect(text()).toContain(part)
    expect(text()).toContain('make a second one, give it to the program, and delete the first')
  })

  it('says which has expired and which was never used', async () => {
    played.keys = [{ ...bot, expires_at: '2020-01-01T00:00:00Z', last_used_at: null, last_used_from: null }]
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
    expect(played.writes).toEqual([{ call: `POST ${PATH}`, tag: null, body }])
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
    expect(played.writes).toEqual([])
    await vi.waitFor(() => expect(text()).toContain('Required'), { timeout: 10_000 })
    await type('Name', 'x')
    await type('Texts a minute', '20000000')
    played.refusal = { status: 422, code: 'invalid', errors: [{ pointer: '/quota/per_minute', code: 'out_of_range', detail: 'x', limit: 10000000, actual: 20000000 }] }
    await press('Create')
    await vi.waitFor(() => expect(field('Texts a minute').closest('.el-form-item')!.textContent).toContain('At most 10000000'), { timeout: 10_000 })
  })

  it('says when there are as many as a scenario may have', async () => {
    await page()
    played.refusal = { status: 409, code: 'too_many_api_keys', facts: { limit: 20 } }
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
    expect(played.writes).toEqual([{ call: `PATCH ${PATH}/k1`, tag: '"3"', body: { quota: { per_minute: 600, per_day: 9000 } } }])
  })

  it('takes the quota away when both its fields are emptied', async () => {
    await page()
    await press('Edit')
    await type('Texts a minute', '')
    await press('Save')
    expect(played.writes[0]!.body).toEqual({ quota: null })
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
    expect(played.writes).toEqual([{ call: `PATCH ${PATH}/k1`, tag: '"3"', body: { is_active: false } }])
    await press('Enable')
    expect(asked).toHaveBeenCalledTimes(1)
    expect(played.writes[1]!.body).toEqual({ is_active: true })
  })

  it('says before it is deleted what stops', async () => {
    await page()
    await press('Delete')
    expect(document.querySelector('.el-dialog')!.textContent).toMatch(/bot \(lgm_abcd1234_…\).*no text decided any more.*41 texts in the last minute\./s)
    await press('Delete')
    expect(played.writes).toEqual([{ call: `DELETE ${PATH}/k1`, tag: '"3"', body: null }])
    expect(text()).toContain('This scenario has no API keys yet')
  })
})

describe('the end of a key', () => {
  afterEach(() => setZone(''))
  const expiry = () => field('Expires')
  it('is shown and typed as clocks in the chosen zone say it', async () => {
    setZone('Asia/Kathmandu')
    played.keys = [{ ...bot, expires_at: '2035-01-31T16:00:00Z' }]
    await page()
    expect(text()).toContain('Jan 31, 2035, 21:45:00')
    await press('Edit')
    expect(expiry().value).toBe('2035-01-31 21:45:00')
    await type('Name', 'other')
    await type('Expires', '2035-07-01 00:00:00')
    await press('Save')
    expect(played.writes).toEqual([{ call: `PATCH ${PATH}/k1`, tag: '"3"', body: { name: 'other', expires_at: '2035-06-30T18:15:00.000Z' } }])
  })
  it('stays as it is, to the second, where something else is changed', async () => {
    setZone('America/St_Johns')
    played.keys = [{ ...bot, expires_at: '2035-01-31T16:00:01Z' }]
    await page()
    await press('Edit')
    await type('Name', 'other')
    await press('Save')
    expect(played.writes[0]!.body).toEqual({ name: 'other' })
  })
})
