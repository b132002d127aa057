import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event PCRRevoked(bytes32 indexed pcrHash, uint8 indexed teeType)')

/** Stands after one TEEDisabled for each node that ran this code. Source: og-evm TEERegistry.sol. */
export const pcrRevoked = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { pcrHash, teeType } = log.decode(raw)
    const row = {
      measurement: pcrHash,
      tee_type: teeType,
      approved: false,
      version: null,
      grace_seconds: null,
    }
    return [{ kind: 'measurement_status', row }]
  },
})
