import { uint256 } from '../../../../claim/hash.ts'
import { toHex } from '../../../../claim/hex.ts'
import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event PCRApproved(bytes32 indexed pcrHash, string version, bytes32 indexed previousPcrHash, uint256 gracePeriod)',
)

/** The measurement that it follows stays good for a grace period, in seconds. Source: og-evm TEERegistry.sol, git history, 2026-03-09. */
export const pcrApprovedAfter = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { pcrHash, version, previousPcrHash, gracePeriod } = log.decode(raw)
    const row = { measurement: pcrHash, tee_type: null, approved: true, version, grace_seconds: null }
    const parameter = `measurement-grace:${previousPcrHash}`
    return [
      { kind: 'measurement_status', row },
      {
        kind: 'parameter_change',
        row: { parameter, old_value: null, new_value: toHex(uint256(gracePeriod)) },
      },
    ]
  },
})
