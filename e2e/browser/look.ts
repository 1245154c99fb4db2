// Takes a page or a state of one as it is: what axe finds, and with PICTURES=1 pictures to look at, all in both themes and languages.
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { screenshots } from './stack'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const THEMES = ['light', 'dark'] as const
const PICTURES = process.env.PICTURES === '1'
/** Not where other stores are behind the same pages. */
export const WHOLE = process.env.SCREENS !== 'brief'

export interface Camera {
  page: Page
  language: string
}

/**
 * `rules: false`: what was judged at another width. Without pictures axe judges the English alone, and the dark theme only where `dark` says so:
 * `make test-full` takes the pictures and judges all.
 */
export async function look({ page, language }: Camera, name: string, { width = 1360, toasts = false, rules = PICTURES || (WHOLE && language === 'en'), dark = PICTURES } = {}) {
  await page.waitForLoadState('networkidle')
  await page.setViewportSize({ width, height: 850 })
  if (!toasts) await expect(page.locator('.el-message')).toHaveCount(0)
  await expect(page.locator('.el-loading-mask:visible')).toHaveCount(0)
  await page.setViewportSize({ width, height: await wholeHeight(page) })
  const themes = dark ? THEMES : THEMES.slice(0, 1)
  for (const theme of rules || PICTURES ? themes : []) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveClass(theme === 'dark' ? /dark/ : /^(?!.*dark)/)
    await page.evaluate(endAnimations)
    if (PICTURES) await page.screenshot({ path: `${screenshots}/${name}.${language}.${theme}.png`, animations: 'disabled' })
    if (!rules) continue
    const axe = new AxeBuilder({ page })
    // The same document in other colours: nothing but contrast can differ.
    const { violations } = await (theme === 'light' ? axe.withTags(RULES) : axe.withRules(['color-contrast'])).analyze()
    const found = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`)
    expect.soft(found, `${name}, ${language}, ${theme}`).toEqual([])
  }
  await expect.soft(page.locator('html'), `${name}: nothing is wider than the window`).toHaveJSProperty('scrollWidth', width)
}

/** Colours on their way from one theme to the other would be judged as they are just then. */
const endAnimations = async () => {
  // What ends lets others begin: a colour that is inherited changes once its parent's has changed.
  for (let left = document.getAnimations(); left.length > 0; left = document.getAnimations()) {
    for (const animation of left)
      if (animation.effect?.getComputedTiming().endTime === Infinity) animation.cancel()
      else animation.finish()
    await new Promise(requestAnimationFrame)
  }
}

/** High enough for all that scrolls inside: the content, or a dialog over it. */
const wholeHeight = (page: Page) =>
  page.evaluate(() => {
    const tall = [...document.querySelectorAll('#main, .el-overlay-dialog, .el-dialog__body, #app')]
    const missing = Math.max(0, ...tall.map((one) => one.scrollHeight - one.clientHeight))
    return Math.min(3000, window.innerHeight + missing)
  })
