// A tab that loads itself anew for a new release does so once a minute at most: while pods are replaced, what is asked may
// come from either release.
const KEPT = 'lgm.reloaded-at'
const MINUTE = 60_000

/** Whether it was so; from now on it is. */
export function reloadedLately(storage: Storage, now: number): boolean {
  const lately = now - Number(storage.getItem(KEPT) ?? -MINUTE) < MINUTE
  if (!lately) storage.setItem(KEPT, String(now))
  return lately
}
