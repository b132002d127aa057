import { expect, test } from 'vitest'
import type { Snapshot } from '../../../../src/api/execute/snapshot.ts'
import { listApprovers } from '../../../../src/api/risk/rows/approvals.ts'

// As the database gives them, the newest first: chain, registry, measurement, block, who signed the call.
const ROWS = [
  [1, '0xbb', '0x01', 40, '0xb1'],
  [1, '0xaa', '0x02', 35, null],
  [1, '0xaa', '0x01', 30, '0xa2'],
  [2, '0xaa', '0x01', 20, '0xc1'],
  [1, '0xaa', '0x01', 10, '0xa1'],
]
const snapshot = { rows: async () => ROWS } as unknown as Snapshot

test.each([
  ['nobody had approved it yet', { fromBlock: 9 }, null],
  ['who approved it first', { fromBlock: 10 }, '0xa1'],
  ['who approved it again', { fromBlock: 31 }, '0xa2'],
  [
    'a registry that took the place of the first says it by itself',
    { fromBlock: 50, registry: '0xbb' },
    '0xb1',
  ],
  ['and not before it does', { fromBlock: 39, registry: '0xbb' }, null],
  ['the same address on another chain is another registry', { fromBlock: 50, chain: 2 }, '0xc1'],
  ['approved, and no transaction proves by whom', { fromBlock: 50, measurement: '0x02' }, null],
  ['a node without a measurement', { fromBlock: 50, measurement: null }, null],
])('%s', async (_, asked, approver) => {
  const approverOf = await listApprovers(snapshot, 'n', { from: 0, to: 100 })
  expect(approverOf({ chain: 1, registry: '0xaa', measurement: '0x01', ...asked })).toBe(approver)
})
