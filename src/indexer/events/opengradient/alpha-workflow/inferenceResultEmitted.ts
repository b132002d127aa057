import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event InferenceResultEmitted(address indexed caller, ((string name, (int128 value, int128 decimals)[] values, uint32[] shape)[] numbers, (string name, string[] values)[] strings, (string name, string value)[] jsons, bool is_simulation_result) result)',
)

/** The precompile's event of the same transaction says more. Source: OpenGradient-SDK PriceHistoryInference.abi. */
export const inferenceResultEmitted = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    log.decode(raw)
    return []
  },
})
