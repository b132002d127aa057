import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

const { resolve } = createRequire(import.meta.url)

const SHARED = [
  'test/{unit,conformance,integration/api}/**/*.test.ts',
  // One puts a module of its own in another's place, one waits for programs that it starts.
  'test/integration/{economics,risk}/!(sums|payback-command).test.ts',
  'test/integration/{anchor,approvers,archiver*,asked-statements,comet,comet-{disclosures,evm,fractions,worlds}}.test.ts',
  'test/integration/{disagreements,indexer,indexer-{compare,copy,indexes,segments},keeper-*,lapses,market-*}.test.ts',
  'test/integration/{odd-chains,opengradient-*,operator-*,registries,replay,roles,validators-api,verification-day}.test.ts',
  'test/property/{archiver,chain-oracle,decoders,market}.test.ts',
  'test/property/{api,economics}/*.test.ts',
]

export default defineConfig({
  // Node takes graphql's CommonJS build; Vite would give our sources the other, and one realm must have one graphql.
  resolve: {
    alias: [
      { find: /^graphql$/, replacement: resolve('graphql') },
      // openapi-typescript prints with the compiler's JavaScript API, which TypeScript 7 has no more: this is that of 5, which
      // comes without a second `tsc`.
      { find: /^typescript$/, replacement: resolve('@ts-morph/common/dist/typescript.js') },
    ],
  },
  test: {
    server: { deps: { inline: ['openapi-typescript'] } },
    // snarkjs and onnxruntime need whole processes, not threads.
    pool: 'forks',
    retry: 0,
    globalSetup: ['test/support/global-setup.ts'],
    projects: [
      // These leave nothing behind in their process, so that many files share one with all that it has loaded.
      { extends: true, test: { name: 'shared', include: SHARED, isolate: false } },
      { extends: true, test: { name: 'alone', include: ['test/**/*.test.ts'], exclude: SHARED } },
    ],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Of tests of one file that wait for processes of their own: more than two cores have work for, and no more.
    maxConcurrency: 3,
  },
})
