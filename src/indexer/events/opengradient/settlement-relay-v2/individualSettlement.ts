import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { toText } from '../../words.ts'

const log = declareLog(
  'event IndividualSettlement(bytes32 indexed teeId, address indexed ethAddress, bytes32 inputHash, bytes32 outputHash, uint256 timestamp, bytes walrusBlobId, bytes signature)',
)

/**
 * One signed response, and its claim. The relay asks a verifier contract for the signature, and keeps no record of what
 * it has seen. Source: og-evm InferenceSettlementRelay.sol.
 */
export const individualSettlement = event({
  name: log.name,
  topic: log.topic,
  toFacts(raw) {
    const { teeId, ethAddress, inputHash, outputHash, timestamp, walrusBlobId, signature } = log.decode(raw)
    const blob_id = toText(walrusBlobId)
    const relayer = raw.transaction.from
    return [
      {
        kind: 'settlement',
        row: { kind: 'individual', relayer, merkle_root: null, batch_size: null, blob_id },
      },
      {
        kind: 'settled_claim',
        row: {
          node: teeId,
          evidence: 'tee_signature',
          request: null,
          requester: ethAddress,
          model: null,
          input_hash: inputHash,
          output_hash: outputHash,
          claimed_at: timestamp,
          signature,
          blob_id,
          verification_key_hash: null,
          proof: null,
          public_signals: null,
        },
      },
    ]
  },
})
