import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event PCRApproved(bytes32 indexed pcrHash, uint8 indexed teeType, string version)')

/** Source: og-evm TEERegistry.sol. */
export const pcrApproved = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { pcrHash, teeType, version } = log.decode(raw)
    const row = { measurement: pcrHash, tee_type: teeType, approved: true, version, grace_seconds: null }
    return [{ kind: 'measurement_status', row }]
  },
})
