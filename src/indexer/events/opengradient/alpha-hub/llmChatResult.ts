import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event LLMChatResult((string finish_reason, (string role, string content, string name, string tool_call_id, (string id, string name, string arguments)[] tool_calls) message) response)',
)

/** The precompile's event of the same transaction says more. Source: OpenGradient-SDK inference.abi. */
export const llmChatResult = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    log.decode(raw)
    return []
  },
})
