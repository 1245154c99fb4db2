import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import HighlightedText from '@/pages/playground/HighlightedText.vue'

const hit = (utf16_start: number, utf16_end: number, part = {}) => ({
  keyword: 'k',
  utf16_start,
  utf16_end,
  source: 'GLOBAL',
  strategy: 'BLOCK',
  ...part,
})

describe('a text with its hits', () => {
  it('shows data as text, never as markup', () => {
    const text = '<img src=x onerror=alert(1)> 坏'
    const shown = mount(HighlightedText, { props: { text, hits: [hit(29, 30)] } })
    expect(shown.find('img').exists()).toBe(false)
    expect(shown.find('mark').text()).toBe('坏')
    expect(shown.text()).toBe(`${text}1`)
  })

  it('colours by the most severe hit that is not exempt', () => {
    const hits = [hit(0, 2, { exempted_by: 'ab' }), hit(0, 2, { strategy: 'REVIEW' }), hit(0, 2, { strategy: 'PASS' })]
    expect(mount(HighlightedText, { props: { text: 'ab', hits } }).find('mark').classes()).toContain('review')
  })

  it('leaves hits without a place out of the text', () => {
    const label = { keyword: 'unsafe', source: 'LABEL', strategy: 'BLOCK' }
    expect(mount(HighlightedText, { props: { text: 'ab', hits: [label] } }).find('mark').exists()).toBe(false)
  })
})
