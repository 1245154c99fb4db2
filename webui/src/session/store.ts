// Who is signed in, as pages see it.
import { defineStore } from 'pinia'
import { inject, ref, shallowRef, type InjectionKey } from 'vue'
import { bodyOf, type Api } from '@/api/client'
import { ApiError, asApiError } from '@/api/problem'
import type { SignedIn } from '@/api/types'
import { Rights } from './rights'
import { signOutPending, type Tabs } from './tabs'
import type { AccessTokens } from './tokens'

export interface SessionParts {
  /** Calls that carry the access token. */
  api: Api
  /** Calls of signing in and out, which must not. */
  open: Api
  tokens: AccessTokens
  tabs: Tabs
  storage: Storage
  /** Leaves the page for good, so that nothing of it stays in memory. */
  leave: (path: string) => void
  /** The same, for another site. */
  goTo: (address: string) => void
}
export const sessionPartsKey: InjectionKey<SessionParts> = Symbol('session parts')

export interface Person {
  userId: string
  name: string
  role: string
}

const isWebAddress = (address: string) => /^https?:\/\//.test(address)

const roleOf = (answer: { role: string }) => (answer.role === 'ADMIN' ? 'SYSTEM_ADMIN' : answer.role)

export const useSession = defineStore('session', () => {
  const parts = inject(sessionPartsKey)
  if (!parts) throw new Error('no session parts were provided')
  const { api, open, tokens, tabs, storage, leave, goTo } = parts

  const person = ref<Person | null>(null)
  const rights = shallowRef(Rights.none)
  /** Signs in by a password of this installation. */
  const local = ref(false)
  /** The session ended while pages were open: what stands in forms must not be lost. */
  const ended = ref(false)

  async function loadRights(answer: Pick<SignedIn, 'user_id' | 'role'>) {
    const [permissions, info] = await Promise.all([
      bodyOf(api.admin.GET('/users/me/permissions')),
      // The directory may be down; then the id has to do as a name.
      bodyOf(api.auth.GET('/sso/user-info')).catch(() => null),
    ])
    const role = roleOf(info ?? answer)
    rights.value = new Rights(role, permissions)
    local.value = tokens.local
    person.value = { userId: answer.user_id, name: info?.user_name || answer.user_id, role }
  }

  /** After a sign-in of whatever kind. */
  async function enter(answer: SignedIn) {
    tokens.take(answer)
    signOutPending.clear(storage)
    last = answer
    await loadRights(answer)
    ended.value = false
    tabs.tell({ kind: 'signed-in', userId: answer.user_id })
  }

  // A refresh also follows a change of rights, so they are read again each time; not by the calls of the reading itself.
  let reading: Promise<void> = Promise.resolve()
  let busy = false
  let last: SignedIn | null = null
  function read(answer: SignedIn) {
    last = answer
    if (busy) return
    busy = true
    reading = loadRights(answer).finally(() => (busy = false))
    reading.catch(() => {})
  }
  /** A right that was given ends no token: whoever comes back to the window finds it. */
  async function readAgain() {
    if (person.value && last && !ended.value) read(last)
    await reading.catch(() => {})
  }
  tokens.onRenewed = (answer) => {
    if (person.value && person.value.userId !== answer.user_id) {
      // What waits to be sent is the work of the person before.
      leave('')
      return false
    }
    read(answer)
    return true
  }

  /** By the cookie of this browser. False: nobody is signed in. Throws ApiError when that could not be learned. */
  async function restore(): Promise<boolean> {
    if (person.value) return true
    if (signOutPending.is(storage)) {
      await finishSignOutLater()
      return false
    }
    if (!(await tokens.renew(null))) return false
    await reading.catch(() => {})
    // The token came, the rights did not: ask for them once more.
    if (!person.value && last) read(last)
    await reading
    return person.value !== null
  }

  /** The cookie says who leaves, or `token` where the cookie is gone. Where to sign out at the identity provider, if there. */
  async function finishSignOut(everywhere = false, token: string | null = null): Promise<string | null> {
    // The empty JSON body, which the document does not name, is what makes a browser ask before another site may send it.
    const said = { params: { query: everywhere ? { all: true } : {} }, body: {} as never, headers: token ? { Authorization: `Bearer ${token}` } : {}, signal: AbortSignal.timeout(10_000) }
    const answer = await bodyOf(open.auth.POST('/sso/logout', said)).catch((error: unknown) => {
      // Nobody is signed in by this cookie: that is what was wanted.
      if (!(error instanceof ApiError && error.status === 401)) throw error
      return null
    })
    signOutPending.clear(storage)
    return answer?.logout_url && isWebAddress(answer.logout_url) ? answer.logout_url : null
  }

  /** After a sign-out that could not be told at once. */
  async function finishSignOutLater() {
    const away = await finishSignOut()
    if (away) goTo(away)
  }

  async function signOut(everywhere = false) {
    signOutPending.set(storage)
    tabs.tell({ kind: 'signed-out' })
    const token = tokens.forget()
    let away: string | null = null
    try {
      away = await finishSignOut(everywhere, token)
    } catch (error) {
      // Offline: the mark stays, and the next start of the console signs out first.
      if (!(error instanceof ApiError)) throw error
    }
    if (away) goTo(away)
    else leave('signed-out')
  }

  /** The server has ended every session of the person, this one too. */
  function passwordChanged() {
    tabs.tell({ kind: 'signed-out' })
    tokens.forget()
    leave('sign-in/local?changed')
  }

  /** The person says that they signed in again elsewhere. */
  async function resume(): Promise<boolean> {
    const token = await tokens.renew(null)
    if (token) ended.value = false
    return token !== null
  }

  tabs.listen((message) => {
    if (message.kind === 'signed-out') leave('signed-out')
    else if (person.value && person.value.userId !== message.userId) leave('')
    else if (ended.value) resume().catch(asApiError)
  })

  function onEnded() {
    if (person.value) ended.value = true
  }

  return { person, rights, local, ended, enter, restore, signOut, finishSignOutLater, passwordChanged, resume, readAgain, onEnded }
})
