import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event TEEEnabled(bytes32 indexed teeId)')

/** By the node's owner or an admin: `actor` tells which, when the sender is known. Source: og-evm TEERegistry.sol. */
export const teeEnabled = event({
  name: log.name,
  topic: log.topic,
  toFacts(raw) {
    const { teeId } = log.decode(raw)
    const row = { node: teeId, enabled: true, cause: 'undetermined', actor: raw.transaction.from }
    return [{ kind: 'node_status', row }]
  },
})
