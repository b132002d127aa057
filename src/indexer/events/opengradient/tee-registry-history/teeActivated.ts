import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event TEEActivated(bytes32 indexed teeId)')

/** Source: og-evm TEERegistry.sol, git history, until 2026-03-09. */
export const teeActivated = event({
  name: log.name,
  topic: log.topic,
  toFacts(raw) {
    const { teeId } = log.decode(raw)
    const row = { node: teeId, enabled: true, cause: 'undetermined', actor: raw.transaction.from }
    return [{ kind: 'node_status', row }]
  },
})
