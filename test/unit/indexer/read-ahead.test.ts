import { expect, test } from 'vitest'
import { Unavailable } from '../../../src/claim/errors.ts'
import type { BlockRange, ChainReader, ProvenRange } from '../../../src/gateway/client.ts'
import { readFinalized } from '../../../src/indexer/source/cold.ts'

const hashOf = (number: number) => `0x${number.toString(16)}` as never
const headerOf = (number: number) => ({
  number,
  hash: hashOf(number),
  parentHash: hashOf(number - 1),
  timestamp: number,
  encoded: null,
})

/** A chain whose ranges are answered when the test says so; each block holds so many logs. */
class Asked {
  readonly ranges: BlockRange[] = []
  readonly open = new Map<number, { resolve(): void; reject(error: unknown): void }>()
  room = 1
  most = 0
  mostBlocks = 0
  readonly #newest: number
  readonly #logs: number

  constructor(newest: number, logs: number) {
    this.#newest = newest
    this.#logs = logs
  }

  reader = {
    finalized: async () => headerOf(this.#newest),
    rangesAtOnce: () => this.room,
    logs: (range: BlockRange) => {
      const index = this.ranges.push(range) - 1
      return new Promise<ProvenRange>((resolve, reject) => {
        this.open.set(index, { resolve: () => resolve(this.#answer(range)), reject })
        this.most = Math.max(this.most, this.open.size)
        const blocks = [...this.open.keys()].map((key) => width(this.ranges[key]))
        this.mostBlocks = Math.max(
          this.mostBlocks,
          blocks.reduce((sum, each) => sum + each, 0),
        )
      })
    },
  } as unknown as ChainReader

  answer(index: number): void {
    this.open.get(index)?.resolve()
    this.open.delete(index)
  }

  #answer(range: BlockRange): ProvenRange {
    const numbers = Array.from({ length: width(range) }, (_, i) => range.from + i)
    const blocks = this.#logs
      ? numbers.map((number) => ({ header: headerOf(number), logs: Array(this.#logs).fill({}) }))
      : []
    return {
      range,
      blocks,
      last: headerOf(range.to),
      parentHash: hashOf(range.from - 1),
    } as unknown as ProvenRange
  }
}

const width = (range: BlockRange | undefined) => (range ? range.to - range.from + 1 : 0)

/** What the source gives, by the last block of each step. */
async function* read({ reader }: Asked): AsyncGenerator<number> {
  const requests = [{ range: { from: 0 }, request: {} }]
  const steps = readFinalized({ reader, sources: [], requests, signal: new AbortController().signal })
  for await (const { blocks } of steps) yield blocks.at(-1)?.header.height ?? -1
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

async function readAll(chain: Asked): Promise<number[]> {
  const ends: number[] = []
  const steps = read(chain)
  for (let next = steps.next(), index = 0; ; next = steps.next(), index++) {
    await turn()
    chain.answer(index)
    const { value, done } = await next
    if (done) return ends
    ends.push(value)
  }
}

test.each([
  [1, 1],
  [7, 7],
  [12, 12],
  [32, 12],
])('where endpoints bear %i ranges at once, %i are read ahead', async (room, most) => {
  const chain = new Asked(2_000, 60)
  chain.room = room
  expect((await readAll(chain)).at(-1)).toBe(2_000)
  expect(chain.most).toBe(most)
})

test('fewer are asked for as soon as endpoints bear less', async () => {
  const chain = new Asked(10_000, 60)
  chain.room = 12
  const steps = read(chain)
  const first = steps.next()
  await turn()
  expect(chain.open.size).toBe(12)
  chain.room = 5
  chain.answer(0)
  await first
  for (let index = 1; index < 9; index++) {
    const next = steps.next()
    chain.answer(index)
    await next
  }
  expect(chain.open.size).toBe(4)
})

test('steps come in the order of the chain, whichever is answered first', async () => {
  const chain = new Asked(1_000, 60)
  chain.room = 12
  const steps = read(chain)
  const first = steps.next()
  await turn()
  for (let index = 11; index > 0; index--) chain.answer(index)
  await turn()
  chain.answer(0)
  const ends = [(await first).value]
  for (let index = 1; index < 12; index++) ends.push((await steps.next()).value)
  expect(ends).toEqual(chain.ranges.slice(0, 12).map(({ to }) => to))
})

test('a step that fails is heard of in its turn, after those before it', async () => {
  const chain = new Asked(1_000, 60)
  chain.room = 3
  const steps = read(chain)
  const first = steps.next()
  await turn()
  chain.open.get(1)?.reject(new Unavailable('UNAVAILABLE_ENDPOINTS', 'gone'))
  await turn()
  chain.answer(0)
  expect((await first).value).toBe(15)
  await expect(steps.next()).rejects.toMatchObject({ code: 'UNAVAILABLE_ENDPOINTS' })
})

test('steps of a dense chain come to hold a thousand logs, those of an empty one twenty thousand blocks', async () => {
  const dense = new Asked(3_000, 60)
  dense.room = 12
  await readAll(dense)
  expect(width(dense.ranges[0])).toBe(16)
  expect(width(dense.ranges.at(-2))).toBe(16)
  const denser = new Asked(3_000, 250)
  denser.room = 12
  await readAll(denser)
  expect(width(denser.ranges.at(-2))).toBe(4)
  const empty = new Asked(2_000_000, 0)
  empty.room = 12
  await readAll(empty)
  expect(width(empty.ranges.at(-2))).toBe(20_000)
  expect(empty.mostBlocks).toBeLessThanOrEqual(120_000)
  // A hundred are as wide as may be; getting there takes few.
  expect(empty.ranges.length).toBeLessThan(150)
})
