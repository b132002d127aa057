import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // snarkjs and onnxruntime need whole processes, not threads.
    pool: 'forks',
    retry: 0,
    globalSetup: ['test/support/globalSetup.ts'],
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
