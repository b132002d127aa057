import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Address, Hash32, type Hex } from '../../src/claim/hex.ts'
import type { ChainLog, ChainTransaction } from '../../src/indexer/events/decoder.ts'
import { FACT_COLUMNS } from '../../src/indexer/events/facts.ts'
import { interfaces } from '../../src/indexer/events/index.ts'
import { CONTRACT, contextOf, hash, SENDER } from '../unit/events/encode.ts'

const bytes = (maxLength: number) =>
  fc.uint8Array({ maxLength }).map((each): Hex => `0x${Buffer.from(each).toString('hex')}`)
// Words that are small numbers lead further into a decoder than noise does: they are pointers, lengths and flags.
const words = fc
  .array(fc.oneof(fc.nat(512), fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })), { maxLength: 24 })
  .map((each): Hex => `0x${each.map((word) => word.toString(16).padStart(64, '0')).join('')}`)
const topics = fc.array(
  fc
    .bigInt({ min: 0n, max: 2n ** 256n - 1n })
    .map((each) => Hash32(`0x${each.toString(16).padStart(64, '0')}`)),
  { maxLength: 3 },
)

function logOf(topic: Hash32, rest: readonly Hash32[], data: Hex, input: Hex): ChainLog {
  const logs: ChainLog[] = []
  const transaction: ChainTransaction = { hash: hash('7a'), from: SENDER, to: CONTRACT, input, logs }
  const block = { number: 1, hash: hash('b1'), timestamp: 1n }
  const log = { address: CONTRACT, topics: [topic, ...rest], data, logIndex: 0, block, transaction }
  logs.push(log)
  return log
}

describe.each([...interfaces])('%s', (name, decoders) => {
  test('whatever a stranger writes, a decoder gives whole facts or refuses with an error of its own', () => {
    const context = contextOf({ interface: name, address: Address(CONTRACT) })
    fc.assert(
      fc.property(topics, fc.oneof(words, bytes(300)), fc.oneof(words, bytes(200)), (rest, data, input) => {
        for (const decoder of decoders) {
          try {
            const facts = decoder.toFacts(logOf(decoder.topic, rest, data, input), context)
            expect(new Set(facts.map((each) => each.kind)).size).toBe(facts.length)
            for (const { kind, row } of facts)
              expect(withoutFraction(row)).toEqual(withoutFraction(FACT_COLUMNS[kind]))
          } catch (error) {
            expect(error).toBeInstanceOf(Error)
            if ((error as Error).name === 'AssertionError') throw error
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})

/** The names of a row's columns; `fraction` may be left out where it is unknown. */
function withoutFraction(row: object): string[] {
  return Object.keys(row)
    .filter((name) => name !== 'fraction')
    .sort()
}
