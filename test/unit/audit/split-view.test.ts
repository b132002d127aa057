import { beforeEach, expect, test } from 'vitest'
import { auditLog } from '../../../reference-node/audit/audit.ts'
import type { Head } from '../../../reference-node/log/store.ts'
import { formatRequest, Witness } from '../../../reference-node/log/witness.ts'
import { toBytes } from '../../../src/claim/hex.ts'
import { formatNote, listSignatureLines, parseNote, verifierKeyOf } from '../../../src/claim/log/note.ts'
import { leafHash, proveConsistency } from '../../../src/claim/log/tree.ts'
import { DRAWN_AT, POPULATION, ROUND, TestLog, WITNESS } from '../../support/verdict-log.ts'

// One watchdog, two readers, two logs under one key: only what every reader can ask, a witness, tells them.

let honest: TestLog
let split: TestLog
let witness: Witness

beforeEach(async () => {
  const seen = new Map<string, Head>()
  const state = {
    find: (origin: string) => seen.get(origin),
    replace: async (origin: string, before: Head | undefined, next: Head) => {
      if (seen.get(origin) !== before) return false
      seen.set(origin, next)
      return true
    },
  }
  honest = new TestLog()
  split = new TestLog()
  for (const each of [honest, split]) await each.register()
  await honest.commit()
  await split.commit({ round: ROUND + 1 })
  witness = new Witness(WITNESS, [verifierKeyOf(honest.signer)], state, () => DRAWN_AT - 10)
})

/** A log as it is served after its watchdog asked the witness, which has seen `oldSize` entries of this origin. */
async function serve(log: TestLog, oldSize: number) {
  const leaves = log.bundles.map(({ hash }) => leafHash(toBytes(hash)))
  const read = async (_level: number, from: number, count: number) => leaves.slice(from, from + count)
  const note = log.note()
  const proof = await proveConsistency(read, oldSize, leaves.length)
  const { status, body } = await witness.addCheckpoint(formatRequest({ oldSize, proof, note }))
  const lines = [...listSignatureLines(note), ...(status === 200 ? [body] : [])]
  return { status, served: { ...log.served(), note: formatNote(parseNote(note).text, lines) } }
}

test('a reader of the log that the witness saw is told so, and a reader of the other is told that nobody saw it', async () => {
  const first = await serve(honest, 0)
  const second = await serve(split, 2)
  expect([first.status, second.status]).toEqual([200, 409])
  const reports = await Promise.all([first, second].map(({ served }) => auditLog(served, honest.trust)))
  expect(reports.map(({ cosigned }) => cosigned)).toEqual([1, 0])
  // Each of the two holds by itself: that is what a split view is.
  expect(reports.map(({ findings }) => findings)).toEqual([[], []])
})

test('the witness takes no longer log that does not go on from what it saw', async () => {
  await serve(honest, 0)
  await split.verdict(POPULATION[0] as (typeof POPULATION)[number])
  expect((await serve(split, 2)).status).toBe(422)
})

test('two readers who compare their checkpoints find the fork', async () => {
  const { served } = await serve(honest, 0)
  const report = await auditLog(split.served(), { ...split.trust, seen: [served.note] })
  expect(report.findings).toMatchObject([{ code: 'LOG_FORK' }])
})
