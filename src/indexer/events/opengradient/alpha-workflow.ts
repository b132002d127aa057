import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'

/** A workflow contract of the alpha testnet: a model run on a schedule. */
export const decoders: readonly EventDecoder[] = [
  /** The precompile's event of the same transaction says more. Source: OpenGradient-SDK PriceHistoryInference.abi. */
  event(
    'event InferenceResultEmitted(address indexed caller, ((string name, (int128 value, int128 decimals)[] values, uint32[] shape)[] numbers, (string name, string[] values)[] strings, (string name, string value)[] jsons, bool is_simulation_result) result)',
    () => [],
  ),
]
