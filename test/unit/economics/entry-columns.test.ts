import { expect, test } from 'vitest'
import { packEntries, unpackEntries } from '../../../src/economics/entry-columns.ts'
import { account, entry, START, USD_TOKEN } from '../../support/ledger-world.ts'

test('entries come out of columns as they went in; each name is held once', () => {
  const entries = [
    entry('fee', START, '5', { from: account(7), node: 'a', related: 'operator' }),
    entry('emission', START + 9, '1', { token: USD_TOKEN, node: 'b', reason: 'x', since: START }),
    entry('fee', START + 19, '2', {
      sum: { count: 3, first: { at: 1, block: 1, position: 1 }, usd: null, oldest: 0 },
    }),
    entry('penalty', START + 20, null, { node: 'a', from: account(7), to: null }),
  ]
  const columns = packEntries(entries)
  expect([columns.at.length, columns.tokens.length, columns.names]).toEqual([
    4,
    2,
    [...new Set(columns.names)],
  ])
  const unknown = entries[3]?.source.txHash
  expect(unpackEntries(columns)).toStrictEqual(
    entries.map((each, position) => ({
      ...each,
      since: each.since ?? null,
      attribution: 'none',
      source: { chain: 31337, block: 0, blockHash: '', txHash: position === 3 ? unknown : '', position },
    })),
  )
})
