// One row being made or changed in a form: the draft, what is wrong with it, and what others did meanwhile.
import { computed, ref, shallowRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { ApiError, asApiError, placeFaults } from '@/api/problem'
import { runChecks, type Check } from './checks'
import { useProblemText } from './problemText'

export interface EditorParts<Row extends object, Draft extends object> {
  blank: () => Draft
  fromRow: (row: Row) => Draft
  checks: (draft: Draft, isNew: boolean) => Partial<Record<string, Check[]>>
  create: (draft: Draft) => Promise<Row>
  /** Sends what has changed, with the row's version. */
  update: (row: Row, changes: Partial<Draft>) => Promise<Row>
  /** The row as it is now; undefined when it is gone. */
  reread: (row: Row) => Promise<Row | undefined>
  saved: (row: Row, isNew: boolean) => void
  /** Refusals that concern one field, where the server names none, by their code; `text`: a key, in place of the refusal's own. */
  atField?: Record<string, { field: keyof Draft & string; text?: string }>
}

export interface Difference {
  name: string
  mine: unknown
  theirs: unknown
}

export function changesOf<Draft extends object>(before: Draft, after: Draft): Partial<Draft> {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => value !== (before as Record<string, unknown>)[name]),
  ) as Partial<Draft>
}

/** What I have written, and theirs wherever I have written nothing. */
export function merged<Draft extends object>(before: Draft, mine: Draft, theirs: Draft): Draft {
  return { ...theirs, ...changesOf(before, mine) }
}

export function useEditor<Row extends object, Draft extends object>(parts: EditorParts<Row, Draft>) {
  const { t } = useI18n()
  const { faultText, headline } = useProblemText()
  const open = ref(false)
  const row = shallowRef<Row | null>(null)
  const draft = ref(parts.blank()) as Ref<Draft>
  const before = shallowRef<Draft>(parts.blank())
  const errors = ref(new Map<string, string>())
  const problem = shallowRef<ApiError | null>(null)
  const saving = ref(false)
  /** What somebody else made of the row; set when a save met another version. */
  const theirs = shallowRef<Row | null>(null)
  // Which opening of the form it is: an answer that comes after the form was opened for something else leaves it alone.
  let opening = 0

  const isNew = computed(() => row.value === null)
  const dirty = computed(() => open.value && Object.keys(changesOf(before.value, draft.value)).length > 0)
  const differences = computed<Difference[]>(() => {
    if (!theirs.value) return []
    const now = parts.fromRow(theirs.value) as Record<string, unknown>
    return Object.entries(draft.value)
      .filter(([name, mine]) => mine !== now[name])
      .map(([name, mine]) => ({ name, mine, theirs: now[name] }))
  })

  function start(of: Row | null, filled: Partial<Draft> = {}) {
    opening += 1
    saving.value = false
    row.value = of
    before.value = of ? parts.fromRow(of) : { ...parts.blank(), ...filled }
    draft.value = { ...before.value }
    errors.value = new Map()
    problem.value = null
    theirs.value = null
    open.value = true
  }
  function close() {
    opening += 1
    saving.value = false
    open.value = false
  }

  function accept(saved: Row) {
    const created = isNew.value
    row.value = saved
    before.value = parts.fromRow(saved)
    draft.value = { ...before.value }
    theirs.value = null
    close()
    parts.saved(saved, created)
  }

  async function refused(error: ApiError) {
    if (error.status === 412 && row.value) {
      const mine = opening
      const now = (await parts.reread(row.value)) ?? null
      if (mine !== opening) return
      theirs.value = now
      problem.value = now ? null : new ApiError(404, 'gone', 'Somebody has deleted or renamed this meanwhile')
      if (!now) return
      const rebased = parts.fromRow(now)
      draft.value = merged(before.value, draft.value, rebased)
      before.value = rebased
      // Nothing that both have written: saving again suffices.
      if (differences.value.length === 0) row.value = now
      return
    }
    const at = parts.atField?.[error.code]
    if (at) return void errors.value.set(at.field, at.text ? t(at.text) : headline(error))
    const placed = placeFaults(error, Object.keys(draft.value))
    placed.fields.forEach((fault, name) => errors.value.set(name, faultText(fault)))
    // Above the form stands what no field shows.
    if (placed.fields.size === 0 || placed.others.length > 0) problem.value = error.withFaults(placed.others)
  }

  async function save() {
    errors.value = runChecks(draft.value, parts.checks(draft.value, isNew.value))
    if (errors.value.size > 0 || saving.value) return
    saving.value = true
    problem.value = null
    const mine = opening
    const created = isNew.value
    try {
      const saved = row.value
        ? await parts.update(row.value, changesOf(before.value, draft.value))
        : await parts.create(draft.value)
      if (mine === opening) accept(saved)
      else parts.saved(saved, created)
    } catch (error) {
      if (mine === opening) await refused(asApiError(error)).catch((later) => (problem.value = asApiError(later)))
    } finally {
      if (mine === opening) saving.value = false
    }
  }

  const takeTheirs = () => theirs.value && start(theirs.value)
  /** Saves mine over what the other person saved, now that I have seen it. */
  function overwrite() {
    if (!theirs.value) return
    row.value = theirs.value
    theirs.value = null
    return save()
  }

  return { open, row, draft, errors, problem, saving, theirs, isNew, dirty, differences, start, close, save, takeTheirs, overwrite }
}

export type Editor = Pick<
  ReturnType<typeof useEditor<object, object>>,
  'open' | 'problem' | 'saving' | 'theirs' | 'isNew' | 'dirty' | 'differences' | 'close' | 'save' | 'takeTheirs' | 'overwrite'
>
