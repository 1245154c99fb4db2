// What the forms of all keys have in common.
import type { Ref } from 'vue'
import type { Editor } from '@/components/useEditor'
import type { Key } from './keys'

export interface KeyDraft {
  name: string
  expires_at: string | null
  is_active: boolean
}

export type KeyEditor = Editor & { row: Ref<Key | null>; errors: Ref<Map<string, string>> }

export const blankKey = (): KeyDraft => ({ name: '', expires_at: null, is_active: true })
export const keyDraftOf = ({ name, expires_at, is_active }: Key): KeyDraft => ({ name, expires_at, is_active })
