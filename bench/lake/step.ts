import { openSegments } from '../../src/indexer/segments/store.ts'
import { exportFacts } from '../../src/lake/export.ts'
import { restoreFacts } from '../../src/lake/restore.ts'
import { openLake } from '../../src/lake/store.ts'
import { verifyLake } from '../../src/lake/verify.ts'
import { createPool } from '../../src/platform/database.ts'
import { measured } from './measured.ts'
import { PLACE } from './seed.ts'

/** What `assay lake` does, each in a process of its own. */
export type Step = 'export' | 'verify' | 'restore' | 'verify --rows'

export interface StepOptions {
  readonly step: Step
  readonly url: string
  readonly lake: string
  readonly segments: string
}

/** What a step came to. */
export interface StepDone {
  /** Facts that it wrote, checked, put back or compared. */
  readonly facts: number
  readonly seconds: number
  /** Of all threads of the process. */
  readonly cpuSeconds: number
  /** The most that the system counted of the process, its start included. */
  readonly peakMb: number
  /** Of the parts. */
  readonly bytes?: number
}

const options = JSON.parse(process.argv[2] ?? '') as StepOptions
const pool = createPool(options.url, { application: 'bench', max: 4 })
const store = openLake(options.lake, { accessKeyId: '', secretAccessKey: '', region: '', endpoint: '' })
const place = PLACE
const { signal } = new AbortController()
const STEPS: { readonly [S in Step]: () => Promise<Pick<StepDone, 'facts' | 'bytes'>> } = {
  export: async () => ({ facts: (await exportFacts({ pool, place, store }, signal)).rows }),
  verify: async () => {
    const { rows, bytes } = await verifyLake({ store, place }, signal)
    return { facts: rows, bytes }
  },
  restore: async () => {
    const segments = openSegments(options.segments, {})
    const decode = () => {
      throw new Error('the lake holds every block: nothing is left to decode')
    }
    return { facts: (await restoreFacts({ pool, place, store, segments, decode }, signal)).fromLake }
  },
  'verify --rows': async () => {
    const { rows, cells, comparedRows } = await verifyLake({ store, place, pool, rows: true }, signal)
    return { facts: cells === comparedRows ? rows : 0 }
  },
}
const { result, seconds, cpuSeconds } = await measured(STEPS[options.step])
await pool.end()
const done: StepDone = { ...result, seconds, cpuSeconds, peakMb: process.resourceUsage().maxRSS / 1024 }
process.send?.(done)
