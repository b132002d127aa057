import { expect, test } from 'vitest'
import { isComplete } from '../../../src/cli/demo/complete.ts'

const none = { unarchived: 0, pending: 0, unasked: 0 }
const state = { head: 40, indexed: 40, finalized: 38, others: [] as number[] }

test('a demo of one chain is complete when that chain is', () => {
  expect(isComplete(state, none, { blocks: 40, others: 0 })).toBe(true)
  expect(isComplete({ ...state, indexed: 39 }, none, { blocks: 40, others: 0 })).toBe(false)
  expect(isComplete(state, { ...none, pending: 1 }, { blocks: 40, others: 0 })).toBe(false)
})

test('one with more chains waits for each of them', () => {
  const asked = { blocks: 40, others: 2 }
  expect(isComplete({ ...state, others: [40] }, none, asked)).toBe(false)
  expect(isComplete({ ...state, others: [40, 39] }, none, asked)).toBe(false)
  expect(isComplete({ ...state, others: [41, 40] }, none, asked)).toBe(true)
})
