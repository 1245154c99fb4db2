import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { defineComponent } from 'vue'
import { ApiError, type Facts, type Fault } from '@/api/problem'
import { useProblemText } from '@/components/problemText'
import { i18n } from '@/i18n'
import { setZone } from '@/i18n/zone'
import { messages as chinese } from '@/i18n/zh-CN'
import { messages as english } from '@/i18n/en'

i18n.global.setLocaleMessage('zh-CN', chinese as never)
i18n.global.setLocaleMessage('en', english as never)
beforeEach(() => {
  i18n.global.locale.value = 'zh-CN'
})

function setUp() {
  let texts!: ReturnType<typeof useProblemText>
  mount(defineComponent({ setup: () => ((texts = useProblemText()), () => null) }), { global: { plugins: [i18n] } })
  return texts
}
const refusal = (code: string, facts: Facts, status = 409) => new ApiError(status, code, 'as it came', [], '', null, null, facts)
const said = (code: string, facts: Facts) => setUp().sentence(refusal(code, facts))

describe('a tag in use', () => {
  const uses = [
    { use: 'global_keywords', count: 12 },
    { use: 'tags_below', count: 1 },
    { use: 'default_conditions', count: 2 },
  ]
  it('is said in the reader’s language, whatever uses it', () =>
    expect(said('tag_in_use', { tag: 'PORN', uses })).toBe(
      '标签 PORN 仍被使用（12 个全局敏感词，1 个下级标签，2 个全局默认策略的条件），不能删除。',
    ))
  it.each([{}, { tag: 'PORN' }, { tag: 'PORN', uses: [] }, { tag: 'PORN', uses: [{ use: 'releases', count: 3 }] }, { tag: 'PORN', uses: [null] }])(
    'stays as it came with facts of another version: %j',
    (facts) => expect(said('tag_in_use', facts)).toBe('as it came'),
  )
})

describe('a missing permission', () => {
  it('is named as people know it', () =>
    expect(said('missing_permission', { permission: 'tag_management' })).toBe('缺少权限：标签管理。'))
  it('and the scenario with it', () =>
    expect(said('missing_permission', { permission: 'scenario_keywords', scenario: 'shop' })).toContain('缺少场景 shop 的权限'))
  it('stays as it came without facts', () => expect(said('missing_permission', {})).toBe('as it came'))
})

describe('what somebody lacks, or may never hold', () => {
  it.each([
    ['not_held', { missing: 'tag_management' }, '您自己没有“标签管理”权限：'],
    ['not_held', { missing: 'SYSTEM_ADMIN' }, '您自己没有“系统管理员”权限：'],
    ['not_held', { missing: 'playground', scenario: 'shop' }, '您自己在场景 shop 中没有“试验场”权限：'],
    ['service_account_right', { right: 'user_management' }, '服务账号不能持有“用户管理”'],
    ['not_held', { missing: 'later_right' }, '“later_right”'],
  ])('is named as people know it: %s %j', (code, facts, text) => expect(said(code, facts)).toContain(text))
  it.each(['not_held', 'service_account_right'])('stays as it came without facts: %s', (code) => expect(said(code, {})).toBe('as it came'))
})

describe('a refusal', () => {
  const invalid = new ApiError(422, 'invalid', 'x', [
    { pointer: '/tag_name', code: 'too_long', detail: 'names 3 numbers: 4', limit: 128, actual: 200 },
    { pointer: '/made_up', code: 'odd', detail: 'is odd' },
  ])
  it('names the fields at fault in a toast, as people know them', () =>
    expect(setUp().sentence(invalid)).toBe('有内容需要更正。 标签名称：最多 128 个字符 made_up：is odd'))
  it('leaves them to the form where there is one', () => expect(setUp().headline(invalid)).toBe('有内容需要更正。'))
  it('says its facts', () => expect(said('too_deep', { levels: 5 })).toBe('标签最多 5 级。'))
  it('writes a time among them as the language does', () => {
    i18n.global.setLocaleMessage('en', { ...(english as object), problems: { frozen: 'Frozen since {since}.' } } as never)
    i18n.global.locale.value = 'en'
    setZone('Asia/Kathmandu')
    expect(said('frozen', { since: '2026-02-06T08:00:00Z' })).toBe('Frozen since Feb 06, 2026, 13:45:00 (UTC+5:45).')
    setZone('')
    i18n.global.setLocaleMessage('en', english as never)
  })
  it.each([{}, { levels: null }, { levels: [5] }, { deepest: 5 }])('whose text takes a fact that is missing stays as it came: %j', (facts) =>
    expect(said('too_deep', facts)).toBe('as it came'))
  it('of a code without a text is shown as it came', () => expect(said('brand_new', {})).toBe('as it came'))
})

describe('a limit', () => {
  const text = (fault: Partial<Fault>) => setUp().faultText({ pointer: '/x', code: 'too_long', detail: 'as it came', ...fault })
  beforeEach(() => {
    i18n.global.locale.value = 'en'
  })
  it.each([
    [{ code: 'too_long', limit: 64, actual: 70 }, 'At most 64 characters'],
    [{ code: 'too_many', limit: 5, actual: 6 }, 'At most 5 entries'],
    [{ code: 'too_short', limit: 1, actual: 0 }, 'Must not be empty'],
    [{ code: 'too_short', limit: 8, actual: 3 }, 'At least 8 characters'],
    [{ code: 'out_of_range', limit: 0, actual: -1 }, 'At least 0'],
    [{ code: 'out_of_range', limit: 5, actual: 9 }, 'At most 5'],
    [{ code: 'out_of_range' }, 'Out of range'],
  ] as [Partial<Fault>, string][])('%j: %s', (fault, expected) => expect(text(fault)).toBe(expected))
  it('that an older server does not tell is not made up', () => expect(text({ detail: 'has 9 characters, at most 8' })).toBe('has 9 characters, at most 8'))
})
