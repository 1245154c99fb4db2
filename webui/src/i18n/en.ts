import element from 'element-plus/es/locale/lang/en'
import { gathered } from './gathered'

export { element }
export const messages = gathered(import.meta.glob('./en/*.json', { eager: true, import: 'default' }))
