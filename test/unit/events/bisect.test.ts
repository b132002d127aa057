import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Unavailable } from '../../../src/claim/errors.ts'
import { listChanges } from '../../../src/indexer/identity/bisect.ts'
import { refreshHeartbeatAge } from '../../../src/indexer/identity/heartbeat-age.ts'
import { account, contextOf, hash } from './encode.ts'

// What a chain's state answers: [first block, value], ascending; undefined below the oldest state kept.
function stateOf(steps: readonly (readonly [number, bigint])[], oldest = 0) {
  return (block: number) =>
    Promise.resolve(block < oldest ? undefined : steps.findLast(([from]) => from <= block)?.[1])
}

describe('listChanges', () => {
  test('nothing changed: nothing is said', async () => {
    const read = stateOf([[0, 5n]])
    expect(await listChanges(read, { block: 0, value: 5n }, { block: 99, value: 5n })).toEqual([])
  })

  test('one change is found to the block', async () => {
    const steps: [number, bigint][] = [
      [0, 1800n],
      [731, 900n],
    ]
    const changes = await listChanges(
      stateOf(steps),
      { block: 0, value: 1800n },
      { block: 9999, value: 900n },
    )
    expect(changes).toEqual([{ block: 731, value: 900n }])
  })

  test('below the oldest state the value is unknown, and said to be', async () => {
    const read = stateOf(
      [
        [0, 1800n],
        [731, 900n],
      ],
      5000,
    )
    const changes = await listChanges(read, { block: 10, value: 1800n }, { block: 9999, value: 900n })
    expect(changes).toEqual([
      { block: 11, value: null },
      { block: 5000, value: 900n },
    ])
  })

  test('any staircase of different values is found whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 9999 }), { maxLength: 6 }),
        async (blocks) => {
          const steps = [0, ...blocks.sort((a, b) => a - b)].map((block, i) => [block, BigInt(i)] as const)
          const changes = await listChanges(
            stateOf(steps),
            { block: 0, value: 0n },
            { block: 10_000, value: BigInt(steps.length - 1) },
          )
          expect(changes).toEqual(steps.slice(1).map(([block, value]) => ({ block, value })))
        },
      ),
    )
  })
})

describe('refreshHeartbeatAge', () => {
  const registry = (over: object) => ({
    name: 'TEERegistry',
    chain: 1,
    interface: 'opengradient/tee-registry-v1',
    ...over,
  })

  test('a fault of the world is no answer: nothing is written from it', async () => {
    const { network } = contextOf({}, { contracts: [registry({ address: account('01') })] })
    const reader = {
      finalized: () =>
        Promise.resolve({
          number: 50,
          hash: hash('01'),
          parentHash: hash('02'),
          timestamp: 1,
          encoded: null,
        }),
      call: () => Promise.reject(new Unavailable('UNAVAILABLE_ENDPOINTS', 'nobody answers')),
    }
    const options = { pool: {}, place: { network: 'x', chain: 1 }, network, reader, log: {} } as never
    await expect(refreshHeartbeatAge(options)).rejects.toMatchObject({ code: 'UNAVAILABLE_ENDPOINTS' })
  })

  test('a chain without a registry has no such limit', async () => {
    const { network } = contextOf({}, { contracts: [registry({ chain: 2, address: account('01') })] })
    const options = { pool: {}, place: { network: 'x', chain: 1 }, network, reader: {}, log: {} } as never
    expect(await refreshHeartbeatAge(options)).toEqual([])
  })
})
