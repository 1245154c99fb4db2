// What is running, as the launcher wrote it down.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

interface Stack {
  url: string
  console: string
  usap: string
  first_login: { portal: string; username: string; password: string }
}

const root = fileURLToPath(new URL('../..', import.meta.url))
export const screenshots = `${root}/build/screenshots`
export const stack: Stack = JSON.parse(readFileSync(process.env.E2E_STACK ?? `${root}/build/stack.json`, 'utf8')) as Stack
