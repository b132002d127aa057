import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event Settlement(bytes32 indexed inputHash, bytes32 indexed outputHash)')

/** Names no node and carries no signature. Source: inference-facilitator settlement.sol at 7557315. */
export const settlement = event({
  name: log.name,
  topic: log.topic,
  toFacts(raw) {
    const { inputHash, outputHash } = log.decode(raw)
    const relayer = raw.transaction.from
    return [
      {
        kind: 'settlement',
        row: { kind: 'individual', relayer, merkle_root: null, batch_size: null, blob_id: null },
      },
      {
        kind: 'settled_claim',
        row: {
          node: null,
          evidence: 'none',
          request: null,
          requester: null,
          model: null,
          input_hash: inputHash,
          output_hash: outputHash,
          claimed_at: null,
          signature: null,
          blob_id: null,
          verification_key_hash: null,
          proof: null,
          public_signals: null,
        },
      },
    ]
  },
})
