// The list and the form are those of a scenario's keys (apiKeys.test.ts): here is what differs, and that all of it is there.
import { ElMessageBox } from 'element-plus'
import { describe, expect, it, vi } from 'vitest'
import type { AccountKey, User } from '@/api/types'
import { i18n } from '@/i18n'
import { messages } from '@/i18n/en'
import UserPage from '@/pages/users/UserPage.vue'
import { buttons, faultAt, press, rightsOf, show, text, type } from './onPage'
import { KEY, playKeys } from './playedKeys'

i18n.global.setLocaleMessage('en', messages as never)
vi.setConfig({ testTimeout: 30_000 }) // whole pages are mounted, on a machine that may be busy

const PATH = '/users/u2/api-keys'
const importer = { id: 'u2', user_id: null, username: 'importer', role: 'NONE', is_active: true, version: 3, is_local: false, kind: 'SERVICE' } as User
const nightly: AccountKey = {
  id: 'k1', user_id: 'u2', name: 'nightly', prefix: 'abcd1234', scopes: ['manage'], expires_at: '2035-01-31T16:00:00Z', is_active: true,
  created_at: '2026-11-01T08:00:00Z', updated_at: '2026-11-01T08:00:00Z', created_by: 'u7',
  last_used_at: '2026-11-30T08:00:00Z', last_used_from: '10.1.2.3', used_last_minute: 41, version: 3,
} // fmt: skip
const people = [importer, { id: 'u7', username: 'lea', display_name: 'Lea L.' }]
const played = playKeys<AccountKey>({ path: PATH, first: nightly, reads: { '/users/u2': importer, '/users/': people, '/sso/ways': { ways: [] } } })
const routes = [
  { path: '/users', name: 'users', component: { template: '' } },
  { path: '/users/:id/:tab?', name: 'user', component: UserPage, props: true },
]
const page = (rights = rightsOf('SYSTEM_ADMIN')) => show({ path: '/users/u2/api-keys', routes, answer: played.answer, rights })

describe('the keys of a service account', () => {
  it('tell how they are used, until when, and who made them', async () => {
    await page()
    for (const part of ['nightly', 'lgm_abcd1234_…', 'Active', 'from 10.1.2.3', '41 requests in the last minute', 'Jan 31, 2035', 'Lea L.', 'with the rights of this account'])
      expect(text()).toContain(part)
    expect(text()).not.toContain('texts')
  })

  it('are shown to who may read everything, without what changes them', async () => {
    await page(rightsOf('AUDITOR'))
    expect(text()).toContain('lgm_abcd1234_…')
    for (const label of ['New API key', 'Edit', 'Disable', 'Delete']) expect(buttons(label), label).toEqual([])
  })

  it('are made with a name, and shown once', async () => {
    played.keys = []
    await page()
    expect(text()).toContain('This service account has no API keys yet')
    await press('New API key')
    await press('Create')
    await faultAt('Name', 'Required')
    await type('Name', 'second')
    await press('Create')
    expect(played.writes).toEqual([{ call: `POST ${PATH}`, tag: null, body: { name: 'second', expires_at: null, is_active: true } }])
    expect(document.querySelector<HTMLInputElement>('input[aria-label="API key"]')!.value).toBe(KEY)
    await press('I have stored it')
    expect([...document.querySelectorAll('input')].map((one) => one.value)).not.toContain(KEY)
  })

  it.each([
    [{ status: 403, code: 'not_held', facts: { missing: 'global_keywords' } }, 'You lack “Global keywords” yourself.'],
    [{ status: 409, code: 'too_many_api_keys', facts: { limit: 20 } }, 'There are at most 20 API keys'],
    [{ status: 400, code: 'not_service_account' }, 'A person signs in; API keys are for service accounts and scenarios.'],
  ])('are refused with a reason: %j', async (refused, sentence) => {
    await page()
    await press('New API key')
    await type('Name', 'second')
    played.refusal = refused
    await press('Create')
    expect(document.querySelector('.el-dialog .el-alert--error')!.textContent).toContain(sentence)
  })

  it('are renamed as they were seen', async () => {
    await page()
    await press('Edit')
    await type('Name', 'hourly')
    await press('Save')
    expect(played.writes).toEqual([{ call: `PATCH ${PATH}/k1`, tag: '"3"', body: { name: 'hourly' } }])
    expect(text()).toContain('hourly')
  })

  it('are switched off after a question that says who lives by them', async () => {
    const asked = vi.spyOn(ElMessageBox, 'confirm').mockResolvedValue('confirm' as never)
    await page()
    await press('Disable')
    // The last of that label is the key's; the user's own stands above.
    expect(asked.mock.calls[0]![0]).toMatch(/refuses it at once.*Last used .*from 10\.1\.2\.3, 41 requests in the last minute\.$/)
    expect(played.writes).toEqual([{ call: `PATCH ${PATH}/k1`, tag: '"3"', body: { is_active: false } }])
  })

  it('are deleted after a question', async () => {
    await page()
    await press('Delete')
    expect(text()).toMatch(/nightly \(lgm_abcd1234_…\).*can do nothing here any more/)
    await press('Delete')
    expect(played.writes).toEqual([{ call: `DELETE ${PATH}/k1`, tag: '"3"', body: null }])
    expect(text()).toContain('This service account has no API keys yet')
  })
})
