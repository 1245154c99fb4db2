// A refusal as a sentence in the reader's language: by its code and its facts. What the server says in `detail` is English and
// changes as it likes: it is shown, as it came, where there is no text or a fact is missing (an older server), and never read.
import { useI18n } from 'vue-i18n'
import { ApiError, asItCame, memberOf, OFFLINE, type Facts, type Fault } from '@/api/problem'
import { isTime, useFormat } from '@/i18n/format'

type Translate = (key: string, named?: Record<string, unknown>) => string
type Known = (key: string) => boolean
/** The names of the facts that a text takes. */
type Takes = (key: string) => string[]
type Wording = (facts: Facts, t: Translate, te: Known) => string | null

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)

function useOf(value: unknown, t: Translate, te: Known): string | null {
  const { use, count } = Object(value) as Facts
  const key = `uses.${textOf(use)}`
  return te(key) && typeof count === 'number' ? t(key, { n: count }) : null
}

/** {tag, uses: [{use, count}]}; null if there is a use in it that we do not know. */
const tagInUse: Wording = ({ tag, uses }, t, te) => {
  if (!textOf(tag) || !Array.isArray(uses) || uses.length === 0) return null
  const said = uses.map((use) => useOf(use, t, te))
  return said.includes(null) ? null : t('problems.tag_in_use', { tag, uses: said.join(t('uses.and')) })
}

/** A permission or a role, as people know it. */
function rightOf(code: unknown, t: Translate, te: Known): string | null {
  const known = ['permissions', 'roles'].map((area) => `${area}.${textOf(code)}`).find(te)
  return known ? t(known) : textOf(code)
}

const missingPermission: Wording = ({ permission: code, scenario }, t, te) => {
  const permission = rightOf(code, t, te)
  if (permission === null) return null
  return textOf(scenario)
    ? t('problems.missing_permission_in', { permission, scenario })
    : t('problems.missing_permission', { permission })
}

const notHeld: Wording = ({ missing: code, scenario }, t, te) => {
  const missing = rightOf(code, t, te)
  if (missing === null) return null
  return textOf(scenario) ? t('problems.not_held_in', { missing, scenario }) : t('problems.not_held', { missing })
}

const serviceAccountRight: Wording = ({ right: code }, t, te) => {
  const right = rightOf(code, t, te)
  return right === null ? null : t('problems.service_account_right', { right })
}

/** Texts that are more than a sentence with the facts put in: those take `{fact}` by themselves. */
const WORDINGS = new Map<string, Wording>([
  ['tag_in_use', tagInUse],
  ['missing_permission', missingPermission],
  ['not_held', notHeld],
  ['service_account_right', serviceAccountRight],
])

const isSayable = (fact: unknown) => typeof fact === 'number' || textOf(fact) !== null

function named(error: ApiError, t: Translate, te: Known, takes: Takes): string {
  const wording = WORDINGS.get(error.code)
  if (wording) return wording(error.facts, t, te) ?? asItCame(error)
  const key = `problems.${error.code}`
  if (te(key)) return takes(key).every((name) => isSayable(error.facts[name])) ? t(key, error.facts) : asItCame(error)
  // A proxy's page, or trouble that nobody can mend by reading more of it.
  return error.status >= 500 ? t('problems.server_trouble') : asItCame(error)
}

/** The key of a fault's text: which limit it is beyond makes two of one code. */
function keyOf({ code, limit, actual }: Fault): string {
  if (limit === undefined) return `faults.${code}`
  if (code === 'too_short' && limit > 1) return 'faults.at_least'
  if (code === 'out_of_range' && actual !== undefined) return actual < limit ? 'faults.not_below' : 'faults.not_above'
  return `faults.${code}`
}

const LIMITED = ['too_long', 'too_many']

/** "Some entries need correcting." says nothing where no form shows which. */
const refusesMembers = (error: ApiError) => error.code === 'invalid' && error.faults.length > 0

function hint(error: ApiError, t: Translate): string {
  if (error.status !== 429 && error.status !== 503) return ''
  return error.retryAfter === null ? t('problems.try_later') : t('problems.try_in', { seconds: error.retryAfter })
}

export function useProblemText() {
  const { t, te, tm } = useI18n()
  const { timeAndZone } = useFormat()
  const known = (key: string) => te(key)
  const takes: Takes = (key) => [...String(tm(key)).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const asPeopleWrite = (value: unknown) => (isTime(value) ? timeAndZone(value) : value)
  const translate: Translate = (key, values) =>
    t(key, Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, asPeopleWrite(value)])))
  const faultText = (fault: Fault): string => {
    const key = keyOf(fault)
    const lacks = LIMITED.includes(fault.code) && fault.limit === undefined
    return te(key) && !lacks ? t(key, { limit: fault.limit ?? '' }) : asItCame(fault)
  }
  /** A member of the API as people know it; one that we do not know is shown as it is. */
  const fieldName = (member: string): string => (te(`fields.${member}`) ? t(`fields.${member}`) : member)
  const faultAt = (fault: Fault): string => {
    const member = memberOf(fault.pointer)
    return member ? t('problems.fault_at', { field: fieldName(member), fault: faultText(fault) }) : faultText(fault)
  }
  /** The refusal alone, where the fields at fault are named beside it. */
  const headline = (error: ApiError): string =>
    error.status === OFFLINE ? t('problems.offline') : [named(error, translate, known, takes), hint(error, translate)].join(' ').trim()
  /** The refusal with the fields at fault: for toasts, and wherever nothing else names them. */
  const sentence = (error: ApiError): string =>
    refusesMembers(error) ? [headline(error), ...error.faults.map(faultAt)].join(' ') : headline(error)
  return { sentence, headline, faultText, faultAt, fieldName }
}
