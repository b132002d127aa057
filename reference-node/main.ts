import { runProcess } from '../src/platform/process.ts'
import { readConfig } from './config.ts'
import { start } from './process.ts'

await runProcess('reference-node', readConfig, start)
