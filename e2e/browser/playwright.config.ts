// The console in Chromium, against the stack that E2E_STACK (a stack.json) names; build/stack.json by default.
import { defineConfig } from '@playwright/test'
import { stack } from './stack'

export default defineConfig({
  testDir: '.',
  // What does not depend on the stores behind the services is asked once; providers and other tools, where the stack has some.
  testIgnore: [
    ...(process.env.SCREENS === 'brief' ? ['faults.spec.ts', 'safety.spec.ts'] : []),
    ...(process.env.PROVIDERS ? [] : ['providers.spec.ts']),
    ...(process.env.TOOL ? [] : ['other-tools.spec.ts']),
  ],
  outputDir: '../../build/browser/results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    baseURL: stack.url,
    actionTimeout: 15_000,
    locale: 'en-US',
    viewport: { width: 1360, height: 850 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    },
  },
})
