import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import { roleDecoders } from '../openzeppelin.ts'

/** Another registry's keys count from now on. Source: og-evm TEEInferenceVerifier.sol, TEEBatchVerifier.sol. */
export const registryUpdated = event(
  'event RegistryUpdated(address indexed oldRegistry, address indexed newRegistry)',
  ({ oldRegistry, newRegistry }) => [
    {
      kind: 'parameter_change',
      row: { parameter: 'registry', old_value: oldRegistry, new_value: newRegistry },
    },
  ],
)

/** TEEInferenceVerifier.sol and TEEBatchVerifier.sol (og-evm main): their checks are views and emit nothing. */
export const decoders: readonly EventDecoder[] = [registryUpdated, ...roleDecoders]
