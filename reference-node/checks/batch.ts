// The check is shared with the archiver, which keeps only what rebuilds a root: one implementation, in the pure core.
export { verifyBatch } from '../../src/claim/batch.ts'
