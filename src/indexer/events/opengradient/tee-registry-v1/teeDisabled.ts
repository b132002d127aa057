import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { disabledFacts } from '../disabled.ts'

const log = declareLog('event TEEDisabled(bytes32 indexed teeId)')

/** Source: og-evm TEERegistry.sol disableTEE and revokePCR. */
export const teeDisabled = event({
  name: log.name,
  topic: log.topic,
  toFacts: (raw) => disabledFacts(raw, log.decode(raw).teeId),
})
