import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event SettlementVerified(bytes32 indexed teeId, bytes32 indexed settlementHash)')

/** Input and output are not in the log: a settlement, and no claim. Source: og-evm TEERegistry.sol, git history, 2026-02-12. */
export const registrySettlementVerified = event({
  name: log.name,
  topic: log.topic,
  toFacts(raw) {
    log.decode(raw)
    const relayer = raw.transaction.from
    const row = { kind: 'individual', relayer, merkle_root: null, batch_size: null, blob_id: null }
    return [{ kind: 'settlement', row }]
  },
})
