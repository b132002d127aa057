import { verifyBatch } from '../../src/claim/batch.ts'
import { Unavailable } from '../../src/claim/errors.ts'
import { blaming } from '../checks/blame.ts'
import type { Judge } from './context.ts'
import { expectRecord } from './expect.ts'

/** What was settled is there: the batch's contents rebuild its root in its size, the claim is part of it. */
export const judgeSettlement: Judge = async (question) => {
  const { kind, leafIndex } = question.subject
  if (kind === 'settlement') return judgeBatch(question)
  return leafIndex === null ? judgeIndividual(question) : judgeLeaf(question)
}

// The chain checks nothing of a batch: whatever is wrong with it, whoever settled it did it.
const judgeBatch: Judge = async ({ log, context }) => {
  const { root, size, blobId } = expectRecord(log.record, 'batch')
  const bytes = await context.batches.getBytes(blobId)
  // More than a double counts is more than any blob holds; the comparison refuses it all the same.
  const { leaves } = await blaming('relayer', () => verifyBatch(bytes, { root, size: Number(size) }))
  return `the blob's ${leaves.length} leaves rebuild root ${root}`
}

const judgeLeaf: Judge = async ({ subject, log, context }) => {
  const { root, blobId } = expectRecord(log.record, 'batch')
  const { leaves } = await blaming('relayer', () => context.batches.getBatch(blobId, root))
  if (subject.leafIndex === null || !leaves[subject.leafIndex])
    throw new Unavailable(
      'FACT_DIFFERS',
      `the batch has ${leaves.length} leaves, none at ${subject.leafIndex}`,
    )
  return `leaf ${subject.leafIndex} of ${leaves.length} under the settled root ${root}`
}

const judgeIndividual: Judge = async ({ log }) => {
  expectRecord(log.record, 'individual')
  return `stands in log ${log.log.logIndex} of block ${log.block.hash}`
}
