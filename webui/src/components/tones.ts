export type Tone = 'good' | 'review' | 'rewrite' | 'bad' | 'plain'

const strategies = new Map<string, Tone>([
  ['BLOCK', 'bad'],
  ['REVIEW', 'review'],
  ['REWRITE', 'rewrite'],
  ['PASS', 'good'],
])
export const strategyTone = (strategy: string): Tone => strategies.get(strategy) ?? 'plain'

const risks = new Map<string, Tone>([
  ['High', 'bad'],
  ['Medium', 'review'],
  ['Low', 'plain'],
])
export const riskTone = (risk: string): Tone => risks.get(risk) ?? 'plain'
