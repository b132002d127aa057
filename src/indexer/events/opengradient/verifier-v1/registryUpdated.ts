import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event RegistryUpdated(address indexed oldRegistry, address indexed newRegistry)')

/** Another registry's keys count from now on. Source: og-evm TEEInferenceVerifier.sol, TEEBatchVerifier.sol. */
export const registryUpdated = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { oldRegistry, newRegistry } = log.decode(raw)
    return [
      {
        kind: 'parameter_change',
        row: { parameter: 'registry', old_value: oldRegistry, new_value: newRegistry },
      },
    ]
  },
})
