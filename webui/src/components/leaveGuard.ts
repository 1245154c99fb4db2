// Nobody loses what they typed by a click beside it.
import { ElMessageBox } from 'element-plus'
import { onBeforeUnmount } from 'vue'
import { useI18n } from 'vue-i18n'

const guards = new Set<() => boolean>()
/** Something stands in a form that no server has yet. */
export const unsaved = () => [...guards].some((dirty) => dirty())

/** Asks whether changes may be dropped; also when the tab is closed. */
export function useLeaveGuard(dirty: () => boolean): () => Promise<boolean> {
  const { t } = useI18n()
  const closing = (event: BeforeUnloadEvent) => {
    if (dirty()) event.preventDefault()
  }
  guards.add(dirty)
  window.addEventListener('beforeunload', closing)
  onBeforeUnmount(() => {
    guards.delete(dirty)
    window.removeEventListener('beforeunload', closing)
  })
  let asking: Promise<boolean> | null = null
  // Enter, Escape and the cross all keep what was typed; only the button that says so drops it.
  const ask = () =>
    ElMessageBox.confirm(t('unsaved.text'), t('unsaved.title'), {
      confirmButtonText: t('unsaved.stay'),
      cancelButtonText: t('unsaved.drop'),
      distinguishCancelAndClose: true,
      type: 'warning',
    }).then(
      () => false,
      (how: unknown) => how === 'cancel',
    )
  return async () => {
    if (!dirty()) return true
    // One question at a time, however often it is asked for.
    asking ??= ask().finally(() => (asking = null))
    return asking
  }
}
