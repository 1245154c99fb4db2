// A form that makes rows and changes none.
import { useEditor, type EditorParts } from './useEditor'

type Parts<Row extends object, Draft extends object> = Pick<EditorParts<Row, Draft>, 'blank' | 'checks' | 'create' | 'atField'> & {
  made: (row: Row) => void
}

export const useCreator = <Row extends object, Draft extends object>({ made, ...parts }: Parts<Row, Draft>) =>
  useEditor<Row, Draft>({
    ...parts,
    fromRow: parts.blank,
    update: () => Promise.reject(new Error('nothing is changed by this form')),
    reread: async () => undefined,
    saved: made,
  })
