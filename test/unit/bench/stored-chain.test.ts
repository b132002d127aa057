import { expect, test } from 'vitest'
import { selectLogs } from '../../../bench/ingest/select.ts'
import { CONTRACT, mineChain } from '../../../bench/ingest/shapes.ts'
import { listReceipts, StoredBlocks } from '../../../bench/ingest/stored.ts'
import { toMatcher } from '../../support/mockchain/answers.ts'
import type { Json, MockBlock } from '../../support/mockchain/chain.ts'

const SHAPE = { blocks: 4, every: 1, own: 9, foreign: 5 }
const made: MockBlock[] = [...mineChain(SHAPE, 1)]
const stored = new StoredBlocks()
for (const block of made) stored.add(block)

const parse = (pieces: Iterable<Buffer>) => JSON.parse(Buffer.concat([...pieces]).toString('latin1'))

test('the text that a benchmark’s chain serves is that of its blocks', () => {
  expect(made.length).toBe(SHAPE.blocks + 1)
  for (const block of made) {
    const kept = stored.findByHash(block.hash)
    if (kept === undefined) throw new Error(`block ${block.number} was not kept`)
    expect(stored.at(block.number)).toBe(kept)
    expect(parse([kept.head, Buffer.from('}')])).toEqual(block.header)
    expect(parse([kept.transactions])).toEqual(block.transactions)
    expect(parse([kept.hashes])).toEqual(block.transactions.map(({ hash }) => hash))
    expect(parse(listReceipts(kept))).toEqual(block.receipts)
  }
})

test.each([
  ['every log', {}],
  ['those of a contract', { address: CONTRACT }],
  [
    'of one event',
    { address: CONTRACT, topics: [made[1]?.logs[0] && (made[1].logs[0].topics as string[])[0]] },
  ],
  ['by a later topic', { topics: [null, (made[2]?.logs[3]?.topics as string[])[1]] }],
  ['of nobody', { address: `0x${'99'.repeat(20)}` }],
] as [string, Json][])('logs that a filter takes, and no others: %s', (_, filter) => {
  const select = selectLogs(filter, stored.forms)
  for (const block of made) {
    const kept = stored.at(block.number)
    if (kept === undefined) throw new Error(`block ${block.number} was not kept`)
    const runs = [...select(kept)]
    const logs = runs.flatMap(({ text }) => parse([Buffer.from('['), text, Buffer.from(']')]) as Json[])
    expect(logs).toEqual(block.logs.filter(toMatcher(filter)))
    expect(runs.reduce((sum, { count }) => sum + count, 0)).toBe(logs.length)
  }
})
