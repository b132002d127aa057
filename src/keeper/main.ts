import { runProcess } from '../platform/process.ts'
import { readConfig } from './config.ts'
import { start } from './process.ts'

await runProcess('keeper', readConfig, start)
