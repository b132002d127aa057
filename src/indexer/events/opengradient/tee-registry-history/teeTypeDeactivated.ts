import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event TEETypeDeactivated(uint8 indexed typeId)')

/** Source: og-evm TEERegistry.sol, git history, until 2026-03-09. */
export const teeTypeDeactivated = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { typeId } = log.decode(raw)
    const row = { parameter: `tee-type-deactivated:${typeId}`, old_value: null, new_value: null }
    return [{ kind: 'parameter_change', row }]
  },
})
