import { runProcess } from '../src/platform/process.ts'
import { readConfig, start } from './process.ts'

await runProcess('devnet', readConfig, start)
