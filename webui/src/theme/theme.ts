// Light, dark, or as the system says.
import { ref } from 'vue'

export const THEMES = ['auto', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]
const STORED = 'lgm.theme'

export const theme = ref<Theme>('auto')
const system = () => window.matchMedia('(prefers-color-scheme: dark)')

function apply() {
  const dark = theme.value === 'dark' || (theme.value === 'auto' && system().matches)
  document.documentElement.classList.toggle('dark', dark)
}

export function setTheme(chosen: Theme) {
  theme.value = chosen
  localStorage.setItem(STORED, chosen)
  apply()
}

export function startTheme() {
  const stored = localStorage.getItem(STORED)
  theme.value = THEMES.find((one) => one === stored) ?? 'auto'
  system().addEventListener('change', apply)
  apply()
}
