import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event PCRRevoked(bytes32 indexed pcrHash)')

/** Source: og-evm TEERegistry.sol, git history, until 2026-03-09. */
export const pcrRevokedAnyType = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { pcrHash } = log.decode(raw)
    const row = { measurement: pcrHash, tee_type: null, approved: false, version: null, grace_seconds: null }
    return [{ kind: 'measurement_status', row }]
  },
})
