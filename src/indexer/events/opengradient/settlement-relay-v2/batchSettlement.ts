import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { toText } from '../../words.ts'

const log = declareLog(
  'event BatchSettlement(bytes32 indexed merkleRoot, uint256 batchSize, bytes walrusBlobId)',
)

/** Nothing of it is checked on chain. Source: og-evm InferenceSettlementRelay.sol; inference-facilitator settlement.sol. */
export const batchSettlement = event({
  name: log.name,
  topic: log.topic,
  toFacts(raw) {
    const { merkleRoot, batchSize, walrusBlobId } = log.decode(raw)
    const row = {
      kind: 'batch',
      relayer: raw.transaction.from,
      merkle_root: merkleRoot,
      batch_size: batchSize,
      blob_id: toText(walrusBlobId),
    }
    return [{ kind: 'settlement', row }]
  },
})
