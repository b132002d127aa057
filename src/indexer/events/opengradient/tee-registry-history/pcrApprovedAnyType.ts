import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event PCRApproved(bytes32 indexed pcrHash, string version)')

/** For every type of node. Source: og-evm TEERegistry.sol, git history, until 2026-03-06. */
export const pcrApprovedAnyType = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { pcrHash, version } = log.decode(raw)
    const row = { measurement: pcrHash, tee_type: null, approved: true, version, grace_seconds: null }
    return [{ kind: 'measurement_status', row }]
  },
})
