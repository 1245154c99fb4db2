// A text cut at the ends of its hits, so that each piece knows every hit that covers it. Offsets are UTF-16, as strings
// count here.

export interface Span {
  start: number
  end: number
}

export interface Piece<S extends Span> {
  text: string
  /** The hits over this piece, in their order. */
  hits: S[]
  /** The hits that end with it. */
  endings: S[]
}

// Never between the two halves of a character beyond the BMP.
function boundary(text: string, at: number, towards: -1 | 1): number {
  const inside = at > 0 && at < text.length && isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1))
  return inside ? at + towards : at
}
const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff

export function piecesOf<S extends Span>(text: string, spans: readonly S[]): Piece<S>[] {
  const placed = spans
    .map((span) => ({
      span,
      start: boundary(text, Math.max(0, span.start), -1),
      end: boundary(text, Math.min(text.length, span.end), 1),
    }))
    .filter(({ start, end }) => start < end)
  const cuts = [...new Set([0, text.length, ...placed.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1] as number
    return {
      text: text.slice(from, to),
      hits: placed.filter(({ start, end }) => start <= from && end >= to).map(({ span }) => span),
      endings: placed.filter(({ end }) => end === to).map(({ span }) => span),
    }
  })
}
