import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event BatchSettlement(bytes32 indexed merkleRoot, uint256 batchSize)')

/** Says nowhere where the leaves are. Source: inference-facilitator settlement.sol at 7557315. */
export const batchSettlement = event({
  name: log.name,
  topic: log.topic,
  toFacts(raw) {
    const { merkleRoot, batchSize } = log.decode(raw)
    const relayer = raw.transaction.from
    const row = { kind: 'batch', relayer, merkle_root: merkleRoot, batch_size: batchSize, blob_id: null }
    return [{ kind: 'settlement', row }]
  },
})
