import { join } from 'node:path'
import type { Conditions } from '../conditions.ts'
import { Recorded } from '../recorded.ts'

/** A chain read again. Seconds of the clock, and of the processor by who took them, the endpoint of the bench among them. */
export interface Replay {
  readonly validators: number
  readonly blocks: number
  readonly seconds: number
  readonly mainSeconds: number
  /** Of the indexer's other threads. */
  readonly otherSeconds: number
  readonly endpointSeconds: number
  readonly postgresSeconds: number
  readonly conditions: Conditions
}

/** Blocks a second. */
const GOAL = 2_000
const HEAD = [
  '| validators | blocks | blocks/s |  | main thread, µs a block | other threads | endpoint | Postgres | measured |',
  '| ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | --- |',
]

/** Begins with what is there before anything was recorded. */
export function renderReplays(replays: readonly Replay[]): string {
  return [
    `Chains read again, as the bench recorded it, with the processor time of each part; goal ${GOAL.toLocaleString('en')} blocks/s:`,
    ...(replays.length ? ['', ...HEAD, ...replays.map(lineOf)] : []),
  ].join('\n')
}

function lineOf({ validators, blocks, seconds, conditions, ...spent }: Replay): string {
  const rate = Math.round(blocks / seconds)
  const { mainSeconds, otherSeconds, endpointSeconds, postgresSeconds } = spent
  const cells = [
    validators,
    blocks.toLocaleString('en'),
    rate.toLocaleString('en'),
    rate >= GOAL ? 'met' : 'not met',
    ...[mainSeconds, otherSeconds, endpointSeconds, postgresSeconds].map((each) =>
      Math.round((each * 1e6) / blocks),
    ),
    `${conditions.machine}, Node ${conditions.node}, ${conditions.at.slice(0, 10)}, load ${conditions.load.map((each) => each.toFixed(1)).join(' and ')}`,
  ]
  return `| ${cells.join(' | ')} |`
}

/** What the bench wrote last, by the number of validators. */
export const REPLAYS = new Recorded<Replay>(
  join(import.meta.dirname, 'figures.json'),
  ({ validators }) => validators,
  renderReplays,
)
