import { describe, expect, it } from 'vitest'
import { piecesOf } from '@/pages/playground/highlight'

const cut = (text: string, ...spans: [number, number][]) =>
  piecesOf(text, spans.map(([start, end], id) => ({ start, end, id }))).map(({ text: piece, hits, endings }) => [
    piece,
    hits.map(({ id }) => id).join(),
    endings.map(({ id }) => id).join(),
  ])

describe('cutting a text at its hits', () => {
  it('leaves a text without hits whole', () => expect(cut('hello')).toEqual([['hello', '', '']]))
  it('has nothing to cut in an empty text', () => expect(cut('')).toEqual([]))

  it('marks what a hit covers', () =>
    expect(cut('a bad word', [2, 5])).toEqual([
      ['a ', '', ''],
      ['bad', '0', '0'],
      [' word', '', ''],
    ]))

  it('shows overlapping hits piece by piece', () =>
    expect(cut('abcdef', [0, 4], [2, 6])).toEqual([
      ['ab', '0', ''],
      ['cd', '0,1', '0'],
      ['ef', '1', '1'],
    ]))

  it('shows a hit within a hit, and two of one place', () =>
    expect(cut('网络赌场', [0, 4], [2, 4], [2, 4])).toEqual([
      ['网络', '0', ''],
      ['赌场', '0,1,2', '0,1,2'],
    ]))

  it('counts an emoji as two units and never splits it', () => {
    expect(cut('😀坏😀', [2, 3])).toEqual([
      ['😀', '', ''],
      ['坏', '0', '0'],
      ['😀', '', ''],
    ])
    expect(cut('😀坏', [1, 3])).toEqual([['😀坏', '0', '0']])
    expect(cut('坏😀!', [0, 2])).toEqual([
      ['坏😀', '0', '0'],
      ['!', '', ''],
    ])
  })

  it('never loses or invents a character, whatever the offsets', () => {
    for (const spans of [[[-3, 99]], [[5, 2]], [[9, 12]], [[0, 0], [3, 3]]] as [number, number][][])
      expect(cut('a😀bc', ...spans).map(([piece]) => piece).join('')).toBe('a😀bc')
  })
})
