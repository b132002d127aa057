import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'

/** How far the clock of a process goes wrong, seconds. */
const JUMP_SECONDS = 3 * 3600

/** The environment of a process whose clock jumps, a few times a second, three hours ahead, three hours back, and to the right time. */
export function jumpingClock(): Record<string, string> {
  return { NODE_OPTIONS: `--import ${import.meta.url}`, ASSAY_TEST_CLOCK: 'jumps' }
}

/** How many times as fast a hurried process lives. */
const TIMES = 10

/** The environment of a process for which time passes ten times as fast: what it waits for with patience comes in a tenth of the time. */
export function hurriedClock(): Record<string, string> {
  return { NODE_OPTIONS: `--import ${import.meta.url}`, ASSAY_TEST_CLOCK: 'hurries' }
}

// Loaded before the indexer, by `--import`; anywhere else the variable is absent and nothing is touched.
if (process.env.ASSAY_TEST_CLOCK === 'jumps') jump()
if (process.env.ASSAY_TEST_CLOCK === 'hurries') hurry()

function jump(): void {
  const offset = () => (Math.floor(performance.now() / 300) % 3) - 1
  shiftDate(() => offset() * JUMP_SECONDS * 1000)
}

function hurry(): void {
  const passed = performance.now.bind(performance)
  performance.now = () => TIMES * passed()
  shiftDate(() => Math.round((TIMES - 1) * passed()))
  const { setTimeout: after, setInterval: every } = globalThis
  const { setTimeout: sleep } = timers
  const hurried = {
    setTimeout: (work: () => void, ms = 0, ...given: []) => after(work, ms / TIMES, ...given),
    setInterval: (work: () => void, ms = 0, ...given: []) => every(work, ms / TIMES, ...given),
  }
  Object.assign(globalThis, hurried)
  Object.assign(timers, { setTimeout: (ms = 0, ...given: []) => sleep(ms / TIMES, ...given) })
  syncBuiltinESMExports()
}

/** Makes the present so many milliseconds another. */
function shiftDate(by: () => number): void {
  const Right = Date
  const now = () => Right.now() + by()
  globalThis.Date = new Proxy(Right, {
    construct: (_, given: [number]) => (given.length ? new Right(...given) : new Right(now())),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
}
