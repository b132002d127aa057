import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'

/** The slashing precompile 0x806. */
export const decoders: readonly EventDecoder[] = [
  /** The only slashing event with an EVM log: slashes and jailings have none. Source: og-evm precompiles/slashing. */
  event(
    'event ValidatorUnjailed(address indexed validator)',
    ({ validator }, log) => {
      const row = { node: validator, enabled: true, cause: 'unjailed', actor: log.transaction.from }
      return [{ kind: 'node_status', row }]
    },
    { readsCall: true },
  ),
]
