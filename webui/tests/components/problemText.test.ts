import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent } from 'vue'
import { ApiError } from '@/api/problem'
import { tagInUse, useProblemText } from '@/components/problemText'
import { i18n } from '@/i18n'
import { messages } from '@/i18n/zh-CN'

i18n.global.setLocaleMessage('zh-CN', messages as never)
i18n.global.locale.value = 'zh-CN'
const t = (key: string, named?: Record<string, unknown>) => i18n.global.t(key, named ?? {})

describe('a tag in use', () => {
  it('is said in the reader’s language', () =>
    expect(tagInUse('Tag PORN is used by 12 global keywords, 1 tag below it, 1 scenario policy', t)).toBe(
      '标签 PORN 仍被使用（12 个全局敏感词，1 个下级标签，1 条场景策略），不能删除。',
    ))
  it('stays as it came when it names something new', () => {
    expect(tagInUse('Tag PORN is used by 3 releases', t)).toBeNull()
    expect(tagInUse('No', t)).toBeNull()
  })
})

describe('a refusal', () => {
  const setUp = () => {
    let texts!: ReturnType<typeof useProblemText>
    mount(defineComponent({ setup: () => ((texts = useProblemText()), () => null) }), { global: { plugins: [i18n] } })
    return texts
  }
  const refusal = new ApiError(422, 'invalid', 'x', [
    { pointer: '/tag_name', code: 'too_long', detail: 'has 200 characters, at most 128 are allowed' },
    { pointer: '/made_up', code: 'odd', detail: 'is odd' },
  ])

  it('names the fields at fault in a toast, as people know them', () =>
    expect(setUp().sentence(refusal)).toBe('有内容需要更正。 标签名称：最多 128 个字符 made_up：is odd'))
  it('leaves them to the form where there is one', () => expect(setUp().headline(refusal)).toBe('有内容需要更正。'))
})
