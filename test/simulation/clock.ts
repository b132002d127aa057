/** How far the clock of a process goes wrong, seconds. */
const JUMP_SECONDS = 3 * 3600

/** The environment of a process whose clock jumps, a few times a second, three hours ahead, three hours back, and to the right time. */
export function jumpingClock(): Record<string, string> {
  return { NODE_OPTIONS: `--import ${import.meta.url}`, ASSAY_TEST_CLOCK: 'jumps' }
}

// Loaded before the indexer, by `--import`; anywhere else the variable is absent and nothing is touched.
if (process.env.ASSAY_TEST_CLOCK === 'jumps') jump()

function jump(): void {
  const Right = Date
  const offset = () => (Math.floor(performance.now() / 300) % 3) - 1
  const now = () => Right.now() + offset() * JUMP_SECONDS * 1000
  globalThis.Date = new Proxy(Right, {
    construct: (_, given: [number]) => (given.length ? new Right(...given) : new Right(now())),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
}
