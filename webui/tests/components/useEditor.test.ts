import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { defineComponent } from 'vue'
import { ApiError } from '@/api/problem'
import { useChecks } from '@/components/checks'
import { useEditor } from '@/components/useEditor'
import { i18n } from '@/i18n'
import { messages } from '@/i18n/en'

i18n.global.setLocaleMessage('en', messages as never)

interface Row {
  id: string
  version: number
  name: string
  note: string | null
}
const row = (part: Partial<Row> = {}): Row => ({ id: 'r', version: 1, name: 'old', note: null, ...part })

function setUp(answers: { update?: () => Promise<Row>; create?: () => Promise<Row>; reread?: () => Promise<Row | undefined> }) {
  const update = vi.fn(answers.update ?? (async () => row({ version: 2 })))
  const create = vi.fn(answers.create ?? (async () => row()))
  const saved = vi.fn()
  let editor!: ReturnType<typeof useEditor<Row, Pick<Row, 'name' | 'note'>>>
  mount(
    defineComponent({
      setup() {
        const { required, atMost } = useChecks()
        editor = useEditor<Row, Pick<Row, 'name' | 'note'>>({
          blank: () => ({ name: '', note: null }),
          fromRow: ({ name, note }) => ({ name, note }),
          checks: () => ({ name: [required, atMost(5)] }),
          create,
          update,
          reread: answers.reread ?? (async () => undefined),
          saved,
        })
        return () => null
      },
    }),
    { global: { plugins: [i18n] } },
  )
  return { editor, update, create, saved }
}
const refuse = (status: number, code: string, pointers: string[] = []) =>
  Promise.reject(
    new ApiError(status, code, code, pointers.map((pointer) => ({ pointer, code: 'too_long', detail: 'has 9 characters, at most 8 are allowed', limit: 8, actual: 9 }))),
  )

describe('an editor', () => {
  it('asks for what is missing before anything is sent', async () => {
    const { editor, create } = setUp({})
    editor.start(null)
    await editor.save()
    expect(editor.errors.value.get('name')).toBe('Required')
    editor.draft.value.name = '😀😀😀😀😀'
    await editor.save()
    expect(create).toHaveBeenCalledWith({ name: '😀😀😀😀😀', note: null })
  })

  it('sends only what has changed, with the row that was read', async () => {
    const { editor, update, saved } = setUp({})
    editor.start(row())
    expect(editor.dirty.value).toBe(false)
    editor.draft.value.note = 'why'
    expect(editor.dirty.value).toBe(true)
    await editor.save()
    expect(update).toHaveBeenCalledWith(row(), { note: 'why' })
    expect(saved).toHaveBeenCalled()
    expect(editor.open.value).toBe(false)
  })

  it('puts the faults of a 422 at their fields, and the rest above the form', async () => {
    const { editor } = setUp({ create: () => refuse(422, 'invalid', ['/name', '/hidden']) })
    editor.start(null, { name: 'x' })
    await editor.save()
    expect(editor.errors.value.get('name')).toBe('At most 8 characters')
    expect(editor.problem.value?.status).toBe(422)
    expect(editor.open.value).toBe(true)
  })

  it('shows a refusal by rule as such', async () => {
    const { editor } = setUp({ create: () => refuse(400, 'duplicate') })
    editor.start(null, { name: 'x' })
    await editor.save()
    expect(editor.problem.value?.code).toBe('duplicate')
  })

  it('shows both versions when somebody else was faster, and saves mine over theirs when told to', async () => {
    const theirs = row({ version: 5, name: 'their' })
    let first = true
    const { editor, update } = setUp({
      update: async () => (first ? ((first = false), refuse(412, 'version_mismatch')) : row({ version: 6 })),
      reread: async () => theirs,
    })
    editor.start(row())
    editor.draft.value.name = 'mine'
    await editor.save()
    expect(editor.differences.value).toEqual([{ name: 'name', mine: 'mine', theirs: 'their' }])
    await editor.overwrite()
    expect(update).toHaveBeenLastCalledWith(theirs, { name: 'mine' })
  })

  it('keeps what the other changed in fields that I left alone', async () => {
    let first = true
    const { editor, update } = setUp({
      update: async () => (first ? ((first = false), refuse(412, 'version_mismatch')) : row({ version: 6 })),
      reread: async () => row({ version: 5, note: 'theirs' }),
    })
    editor.start(row())
    editor.draft.value.name = 'mine'
    await editor.save()
    expect(editor.draft.value).toEqual({ name: 'mine', note: 'theirs' })
    expect(editor.differences.value.map(({ name }) => name)).toEqual(['name'])
    await editor.overwrite()
    expect(update).toHaveBeenLastCalledWith(expect.objectContaining({ version: 5 }), { name: 'mine' })
  })

  it('saves at the second try when both changed different fields', async () => {
    let first = true
    const { editor, update } = setUp({
      update: async () => (first ? ((first = false), refuse(412, 'version_mismatch')) : row({ version: 6 })),
      reread: async () => row({ version: 5, note: 'theirs', name: 'mine' }),
    })
    editor.start(row())
    editor.draft.value.name = 'mine'
    await editor.save()
    expect(editor.differences.value).toEqual([])
    await editor.save()
    expect(update).toHaveBeenLastCalledWith(expect.objectContaining({ version: 5 }), {})
    expect(editor.open.value).toBe(false)
  })

  it('keeps what was typed when the other version cannot be read', async () => {
    const { editor } = setUp({ update: () => refuse(412, 'version_mismatch'), reread: () => refuse(503, 'unavailable') })
    editor.start(row())
    editor.draft.value.name = 'mine'
    await editor.save()
    expect(editor.problem.value?.code).toBe('unavailable')
    expect(editor.draft.value.name).toBe('mine')
  })

  it('sends once however often it is told', async () => {
    let answer: (saved: Row) => void = () => undefined
    const { editor, create } = setUp({ create: () => new Promise((resolve) => (answer = resolve)) })
    editor.start(null, { name: 'x' })
    const saving = [editor.save(), editor.save()]
    answer(row())
    await Promise.all(saving)
    expect(create).toHaveBeenCalledTimes(1)
  })

  it('leaves a form alone that was opened for something else meanwhile', async () => {
    let answer: (saved: Row) => void = () => undefined
    const { editor, saved } = setUp({ update: () => new Promise((resolve) => (answer = resolve)) })
    editor.start(row())
    editor.draft.value.name = 'slow'
    const saving = editor.save()
    editor.close()
    editor.start(row({ id: 'other', name: 'other' }))
    editor.draft.value.note = 'typed'
    answer(row({ version: 2, name: 'slow' }))
    await saving
    expect(saved).toHaveBeenCalledTimes(1) // the list is read again
    expect(editor.row.value?.id).toBe('other')
    expect(editor.draft.value).toEqual({ name: 'other', note: 'typed' })
    expect(editor.open.value).toBe(true)
  })

  it('can take theirs', async () => {
    const { editor } = setUp({ update: () => refuse(412, 'version_mismatch'), reread: async () => row({ version: 5, name: 'their' }) })
    editor.start(row())
    editor.draft.value.name = 'mine'
    await editor.save()
    editor.takeTheirs()
    expect(editor.draft.value.name).toBe('their')
    expect(editor.dirty.value).toBe(false)
    expect(editor.theirs.value).toBeNull()
  })

  it('says when the row is gone', async () => {
    const { editor } = setUp({ update: () => refuse(412, 'version_mismatch') })
    editor.start(row())
    editor.draft.value.name = 'mine'
    await editor.save()
    expect(editor.problem.value?.code).toBe('gone')
  })
})
