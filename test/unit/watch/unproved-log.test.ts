import { expect, test } from 'vitest'
import type { JudgeContext } from '../../../reference-node/judge/context.ts'
import { judge } from '../../../reference-node/judge/judge.ts'
import type { DueSubject } from '../../../reference-node/judge/subject.ts'
import { hashOf } from '../../../src/claim/hex.ts'
import type { Statement } from '../../../src/claim/verdict.ts'

const hash = (byte: number) => hashOf(new Uint8Array(32).fill(byte))

/** What is judged of an individual settlement whose node no registry knows, in a block that is proved or is not. */
async function judgeIn(proof: 'full' | 'unproved', statement: Statement) {
  const handOff = {
    teeId: hash(1),
    inputHash: hash(2),
    outputHash: hash(3),
    timestamp: 1_700_000_000n,
    signature: new Uint8Array(256),
  }
  const block = { number: 7, hash: hash(9), timestamp: 1_700_000_001, logs: [], proof }
  const log = { record: { kind: 'individual', handOff }, log: { logIndex: 4 }, block, isListed: true }
  const subject = { kind: 'claim', chainId: 1, block: 7, leafIndex: null, stated: {} }
  const evidence = {
    getLog: async () => log,
    getHandOff: async () => handOff,
    getHistory: async () => ({ events: [] }),
  }
  const due = { statement, tries: 0, held: false }
  const { verdict, conditions } = await judge(
    subject as unknown as DueSubject,
    due,
    { evidence } as unknown as JudgeContext,
    3,
  )
  expect(conditions).toMatchObject({ block: proof })
  return verdict
}

test.each([
  ['settlement_included', 'verified', 'VERIFIED', null],
  ['hand_off_signed', 'rejected', 'REJECTED_NODE_UNKNOWN', 'relayer'],
] as const)(
  '%s is %s of a log that the header covers, and undecided of one that is the word of an endpoint',
  async (statement, outcome, code, fault) => {
    expect(await judgeIn('full', statement)).toMatchObject({ outcome, code, fault })
    expect(await judgeIn('unproved', statement)).toMatchObject({
      outcome: 'undecided',
      code: 'LOG_UNPROVED',
      fault: null,
      transient: false,
    })
  },
)
