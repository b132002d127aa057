import { enableCompileCache } from 'node:module'

// Before anything else is loaded: what was stripped and compiled once is not so again at the next start.
enableCompileCache()
const { runProcess } = await import('../platform/process.ts')
const { readConfig } = await import('./config.ts')
const { start } = await import('./process.ts')

await runProcess('indexer', readConfig, start)
