import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'

/** InferenceHub of the alpha testnet. */
export const decoders: readonly EventDecoder[] = [
  /** The precompile's event of the same transaction says more. Source: OpenGradient-SDK inference.abi. */
  event(
    'event InferenceResult(((string name, (int128 value, int128 decimals)[] values, uint32[] shape)[] numbers, (string name, string[] values)[] strings, (string name, string value)[] jsons, bool is_simulation_result) output)',
    () => [],
  ),
  /** The precompile's event of the same transaction says more. Source: OpenGradient-SDK inference.abi. */
  event(
    'event LLMChatResult((string finish_reason, (string role, string content, string name, string tool_call_id, (string id, string name, string arguments)[] tool_calls) message) response)',
    () => [],
  ),
  /** The precompile's event of the same transaction says more. Source: OpenGradient-SDK inference.abi. */
  event('event LLMCompletionResult((string answer) response)', () => []),
]
