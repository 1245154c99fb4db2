import { describe, expect, it } from 'vitest'
import { ApiError } from '@/api/problem'
import { useBulk } from '@/components/bulk'

describe('many single calls', () => {
  it('go on past failures and say which failed', async () => {
    const { run, start } = useBulk<number>()
    await start([1, 2, 3, 4, 5], async (row) => {
      if (row % 2 === 0) throw new ApiError(409, 'tag_in_use', 'no')
    })
    expect(run).toMatchObject({ running: false, done: 5, total: 5 })
    expect(run.failures.map(({ row, problem }) => [row, problem.code]).sort()).toEqual([
      [2, 'tag_in_use'],
      [4, 'tag_in_use'],
    ])
  })

  it('are never more than four at once, and stop when told', async () => {
    const { run, start, stop } = useBulk<number>()
    let now = 0
    let most = 0
    await start(Array.from({ length: 20 }, (_, index) => index), async (row) => {
      most = Math.max(most, ++now)
      await Promise.resolve()
      now -= 1
      if (row === 6) stop()
    })
    expect(most).toBe(4)
    expect(run.done).toBeLessThan(20)
    expect(run.running).toBe(false)
  })
})
