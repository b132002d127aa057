import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event PCRRevoked(bytes32 indexed pcrHash, uint256 gracePeriod)')

/** Source: og-evm TEERegistry.sol, git history, 2026-03-09. */
export const pcrRevokedWithGrace = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { pcrHash, gracePeriod } = log.decode(raw)
    const row = {
      measurement: pcrHash,
      tee_type: null,
      approved: false,
      version: null,
      grace_seconds: gracePeriod,
    }
    return [{ kind: 'measurement_status', row }]
  },
})
