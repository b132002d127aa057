import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event LLMCompletionResult((string answer) response)')

/** The precompile's event of the same transaction says more. Source: OpenGradient-SDK inference.abi. */
export const llmCompletionResult = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    log.decode(raw)
    return []
  },
})
