import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event SettlementWithMetadata(bytes32 indexed inputHash, bytes32 indexed outputHash, string modelInfo, bytes inputData, bytes outputData)',
)

/** Input and output stand in the log: they stay in the raw data, only their hashes become facts. Source: inference-facilitator
 * settlement.sol at 7557315. */
export const settlementWithMetadata = event({
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
