import element from 'element-plus/es/locale/lang/zh-cn'
import { gathered } from './gathered'

export { element }
export const messages = gathered(import.meta.glob('./zh-CN/*.json', { eager: true, import: 'default' }))
