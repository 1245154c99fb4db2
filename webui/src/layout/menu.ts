// The pages of the side menu and who sees them. Routes read the same list, so that menu and guard cannot differ.
import { Collection, Document, Grid, Key, MagicStick, Setting, User } from '@element-plus/icons-vue'
import type { Component } from 'vue'
import type { Rights } from '@/session/rights'

export interface MenuEntry {
  /** Route name; its text is `menu.<name>`. */
  name: string
  path: string
  icon: Component
  /** Whoever is signed in may read tags, keywords and the list of scenarios. */
  visible: (rights: Rights) => boolean
}

const anyone = () => true

export const MENU: readonly MenuEntry[] = [
  { name: 'scenarios', path: '/scenarios', icon: Grid, visible: anyone },
  { name: 'keywords', path: '/keywords', icon: Key, visible: anyone },
  { name: 'tags', path: '/tags', icon: Collection, visible: anyone },
  { name: 'defaults', path: '/defaults', icon: Setting, visible: (r) => r.readsAll || r.has('global_policies') },
  { name: 'playground', path: '/playground', icon: MagicStick, visible: (r) => r.hasSomewhere('playground') },
  { name: 'audit', path: '/audit', icon: Document, visible: (r) => r.has('audit_logs') },
  { name: 'users', path: '/users', icon: User, visible: (r) => r.readsAll || r.has('user_management') },
]

export const menuFor = (rights: Rights) => MENU.filter((entry) => entry.visible(rights))

export const mayOpen = (name: string, rights: Rights) =>
  MENU.find((entry) => entry.name === name)?.visible(rights) ?? true
