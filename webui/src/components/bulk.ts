// Many single calls after each other, with how far they have come. One that fails does not stop the others.
import { reactive } from 'vue'
import { asApiError, type ApiError } from '@/api/problem'

export interface BulkRun<T> {
  running: boolean
  done: number
  total: number
  failures: { row: T; problem: ApiError }[]
}

export function useBulk<T>() {
  const run = reactive({ running: false, done: 0, total: 0, failures: [] }) as BulkRun<T>
  let stopped = false

  /** `atOnce` calls are under way at a time. */
  async function start(rows: readonly T[], work: (row: T) => Promise<unknown>, atOnce = 4) {
    Object.assign(run, { running: true, done: 0, total: rows.length, failures: [] })
    stopped = false
    const waiting = [...rows]
    const worker = async () => {
      for (let row = waiting.shift(); row !== undefined && !stopped; row = waiting.shift()) {
        try {
          await work(row)
        } catch (error) {
          run.failures.push({ row, problem: asApiError(error) })
        }
        run.done += 1
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    run.running = false
  }
  /** Calls under way are finished, no new ones begun. */
  const stop = () => (stopped = true)
  return { run, start, stop }
}
