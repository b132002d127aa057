import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { disabledFacts } from '../disabled.ts'

const log = declareLog('event TEEDeactivated(bytes32 indexed teeId)')

/** Source: og-evm TEERegistry.sol, git history, until 2026-03-09. */
export const teeDeactivated = event({
  name: log.name,
  topic: log.topic,
  toFacts: (raw) => disabledFacts(raw, log.decode(raw).teeId),
})
