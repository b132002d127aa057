import { AuditFault } from '../../src/claim/errors.ts'
import { anchorData } from '../../src/claim/log/anchor.ts'
import { parseNote } from '../../src/claim/log/note.ts'
import type { ChainView } from '../evidence/chain.ts'
import { Deferred } from '../evidence/deferred.ts'
import type { Anchor } from '../log/bodies.ts'

/**
 * When the checkpoint of an anchor was there, Unix seconds: the time of the block that holds it. Who signed the checkpoint is not
 * looked at.
 * @throws AuditFault `LOG_ANCHOR` when the chain does not hold it; Unavailable and Deferred when that cannot be said now
 */
export async function readAnchor(
  view: Pick<ChainView, 'getMinedCall'>,
  { block, blockHash, transaction, checkpoint }: Anchor,
): Promise<number> {
  const { timestamp, input } = await view.getMinedCall(block, blockHash, transaction).catch((error) => {
    // A final block that is another one was never the anchor's.
    if (error instanceof Deferred && error.code === 'BLOCK_WITHDRAWN')
      throw new AuditFault('LOG_ANCHOR', error.message, { cause: error })
    throw error
  })
  if (input === null) throw new AuditFault('LOG_ANCHOR', `block ${block} holds no transaction ${transaction}`)
  if (input !== anchorData(parseNote(checkpoint).text))
    throw new AuditFault('LOG_ANCHOR', `transaction ${transaction} says something else than its checkpoint`)
  return timestamp
}
