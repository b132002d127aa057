import { toText } from '../abi-words.ts'
import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import { ownershipTransferred, roleDecoders } from '../openzeppelin.ts'

/**
 * InferenceSettlementRelay.sol (og-evm main), formerly FacilitatorSettlementRelay, and both second generations of
 * inference-facilitator's settlement.sol (015ceb5 with roles, b970b8c without): the same events.
 */
export const decoders: readonly EventDecoder[] = [
  /** Nothing of it is checked on chain. Source: og-evm InferenceSettlementRelay.sol; inference-facilitator settlement.sol. */
  event(
    'event BatchSettlement(bytes32 indexed merkleRoot, uint256 batchSize, bytes walrusBlobId)',
    ({ merkleRoot, batchSize, walrusBlobId }, log) => {
      const row = {
        kind: 'batch',
        relayer: log.transaction.from,
        merkle_root: merkleRoot,
        batch_size: batchSize,
        blob_id: toText(walrusBlobId),
      }
      return [{ kind: 'settlement', row }]
    },
    { readsCall: true },
  ),
  /**
   * One signed response, and its claim. The relay asks a verifier contract for the signature, and keeps no record of what
   * it has seen. Source: og-evm InferenceSettlementRelay.sol.
   */
  event(
    'event IndividualSettlement(bytes32 indexed teeId, address indexed ethAddress, bytes32 inputHash, bytes32 outputHash, uint256 timestamp, bytes walrusBlobId, bytes signature)',
    ({ teeId, ethAddress, inputHash, outputHash, timestamp, walrusBlobId, signature }, log) => {
      const blob_id = toText(walrusBlobId)
      const relayer = log.transaction.from
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
    { readsCall: true },
  ),
  ...roleDecoders,
  ownershipTransferred,
]
