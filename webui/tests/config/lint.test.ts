import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const eslint = new ESLint()
const refused = async (text: string, filePath: string) => {
  const [result] = await eslint.lintText(text, { filePath })
  return result?.messages.filter(({ message }) => message.includes('asItCame')).length ?? 0
}

describe('a refusal’s sentence', () => {
  it.each([
    ['export const n = (error: { detail: string }) => error.detail.length\n', 'src/pages/x.ts'],
    ["export const n = (error: { detail: string }) => error['detail']\n", 'src/pages/x.ts'],
    ['export const n = ({ detail }: { detail: string }) => detail\n', 'src/pages/x.ts'],
    ['<template><p>{{ problem.detail }}</p></template>\n', 'src/pages/X.vue'],
  ])('is not read: %s', async (text, file) => expect(await refused(text, file)).toBeGreaterThan(0), 60_000)

  it('is shown by one function', async () =>
    expect(await refused('export const n = (error: { detail: string }) => error.detail\n', 'src/api/problem.ts')).toBe(0), 60_000)
})
