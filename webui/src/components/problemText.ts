// A refusal as a sentence in the reader's language. What the server says in `detail` is English; where a translation would
// lose what it names, it is shown as it came.
import { useI18n } from 'vue-i18n'
import { ApiError, memberOf, OFFLINE, type Fault } from '@/api/problem'

const USES: readonly [RegExp, string][] = [
  [/^(\d+) tags? below it$/, 'uses.tags_below'],
  [/^(\d+) global keywords?$/, 'uses.global_keywords'],
  [/^(\d+) scenario keywords?$/, 'uses.scenario_keywords'],
  [/^(\d+) scenario polic(?:y|ies)$/, 'uses.scenario_policies'],
  [/^(\d+) policy conditions?$/, 'uses.policy_conditions'],
  [/^(\d+) global defaults?$/, 'uses.global_defaults'],
]

type Translate = (key: string, named?: Record<string, unknown>) => string

/** "Tag x is used by 3 global keywords, 1 tag below it"; null if there is something in it that we do not know. */
export function tagInUse(detail: string, t: Translate): string | null {
  const parts = /^Tag (.+) is used by (.+)$/.exec(detail)
  if (!parts) return null
  const uses = (parts[2] ?? '').split(', ').map((part) => {
    for (const [pattern, key] of USES) {
      const found = pattern.exec(part)
      if (found) return t(key, { n: found[1] })
    }
    return null
  })
  if (uses.includes(null)) return null
  return t('problems.tag_in_use', { tag: parts[1], uses: uses.join(t('uses.and')) })
}

function missingPermission(detail: string, t: Translate, te: (key: string) => boolean): string | null {
  const found = /^Missing permission: (\w+)(?: for scenario: (.+))?$/.exec(detail)
  if (!found) return null
  const key = `permissions.${found[1]}`
  const permission = te(key) ? t(key) : found[1]
  return found[2]
    ? t('problems.missing_permission_in', { permission, scenario: found[2] })
    : t('problems.missing_permission', { permission })
}

function named(error: ApiError, t: Translate, te: (key: string) => boolean): string {
  if (error.code === 'tag_in_use') return tagInUse(error.detail, t) ?? error.detail
  if (error.code === 'missing_permission') return missingPermission(error.detail, t, te) ?? error.detail
  if (te(`problems.${error.code}`)) return t(`problems.${error.code}`)
  // A proxy's page, or trouble that nobody can mend by reading more of it.
  return error.status >= 500 ? t('problems.server_trouble') : error.detail
}

/** "Some entries need correcting." says nothing where no form shows which. */
const refusesMembers = (error: ApiError) => error.code === 'invalid' && error.faults.length > 0

function hint(error: ApiError, t: Translate): string {
  if (error.status !== 429 && error.status !== 503) return ''
  return error.retryAfter === null ? t('problems.try_later') : t('problems.try_in', { seconds: error.retryAfter })
}

export function useProblemText() {
  const { t, te } = useI18n()
  const known = (key: string) => te(key)
  const translate: Translate = (key, values) => t(key, values ?? {})
  // "has 300 characters, at most 255 are allowed": the last number is the limit.
  const faultText = (fault: Fault): string =>
    te(`faults.${fault.code}`) ? t(`faults.${fault.code}`, { limit: fault.detail.match(/\d+/g)?.at(-1) ?? '' }) : fault.detail
  /** A member of the API as people know it; one that we do not know is shown as it is. */
  const fieldName = (member: string): string => (te(`fields.${member}`) ? t(`fields.${member}`) : member)
  const faultAt = (fault: Fault): string => {
    const member = memberOf(fault.pointer)
    return member ? t('problems.fault_at', { field: fieldName(member), fault: faultText(fault) }) : faultText(fault)
  }
  /** The refusal alone, where the fields at fault are named beside it. */
  const headline = (error: ApiError): string =>
    error.status === OFFLINE ? t('problems.offline') : [named(error, translate, known), hint(error, translate)].join(' ').trim()
  /** The refusal with the fields at fault: for toasts, and wherever nothing else names them. */
  const sentence = (error: ApiError): string =>
    refusesMembers(error) ? [headline(error), ...error.faults.map(faultAt)].join(' ') : headline(error)
  return { sentence, headline, faultText, faultAt, fieldName }
}
