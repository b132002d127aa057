import type { Hex } from '../../../claim/hex.ts'
import type { ChainLog, EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import type { Fact } from '../facts.ts'
import { ownershipTransferred, roleDecoders } from '../openzeppelin.ts'

/** inference-facilitator settlement.sol, December 2025. */
export const decoders: readonly EventDecoder[] = [
  /** Names no node and carries no signature. Source: inference-facilitator settlement.sol at 7557315. */
  event('event Settlement(bytes32 indexed inputHash, bytes32 indexed outputHash)', hashesAlone, {
    readsCall: true,
  }),
  /** Says nowhere where the leaves are. Source: inference-facilitator settlement.sol at 7557315. */
  event(
    'event BatchSettlement(bytes32 indexed merkleRoot, uint256 batchSize)',
    ({ merkleRoot, batchSize }, log) => {
      const relayer = log.transaction.from
      const row = { kind: 'batch', relayer, merkle_root: merkleRoot, batch_size: batchSize, blob_id: null }
      return [{ kind: 'settlement', row }]
    },
    { readsCall: true },
  ),
  /** Input and output stand in the log: they stay in the raw data, only their hashes become facts. Source: inference-facilitator
   * settlement.sol at 7557315. */
  event(
    'event SettlementWithMetadata(bytes32 indexed inputHash, bytes32 indexed outputHash, string modelInfo, bytes inputData, bytes outputData)',
    hashesAlone,
    { readsCall: true },
  ),
  ...roleDecoders,
  ownershipTransferred,
]

interface Hashes {
  readonly inputHash: Hex
  readonly outputHash: Hex
}

/** A settlement, and a claim that no node is named for. */
function hashesAlone({ inputHash, outputHash }: Hashes, log: ChainLog): Fact[] {
  const relayer = log.transaction.from
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
}
