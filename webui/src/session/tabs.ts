// What the tabs of one browser tell each other. Never a token.

export type TabMessage = { kind: 'signed-out' } | { kind: 'signed-in'; userId: string }

export interface Tabs {
  tell(message: TabMessage): void
  listen(hear: (message: TabMessage) => void): void
}

export function tabsOf(channel: BroadcastChannel): Tabs {
  return {
    tell: (message) => channel.postMessage(message),
    listen: (hear) => channel.addEventListener('message', (event) => hear(event.data as TabMessage)),
  }
}

// A sign-out that the server has not heard of yet: until it has, this browser does not sign in by its old cookie.
const MARK = 'lgm.sign-out-pending'

export const signOutPending = {
  is: (storage: Storage) => storage.getItem(MARK) !== null,
  set: (storage: Storage) => storage.setItem(MARK, '1'),
  clear: (storage: Storage) => storage.removeItem(MARK),
}
