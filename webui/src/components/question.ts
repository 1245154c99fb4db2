// Asks before something ends.
import { ElMessageBox } from 'element-plus'
import { useI18n } from 'vue-i18n'

/** `yes`: what its button says. */
export function useQuestion() {
  const { t } = useI18n()
  return (title: string, text: string, yes: string): Promise<boolean> =>
    ElMessageBox.confirm(text, title, {
      confirmButtonText: yes,
      cancelButtonText: t('actions.cancel'),
      confirmButtonType: 'danger',
      type: 'warning',
    }).then(
      () => true,
      () => false,
    )
}
