import { parseAbiParameter } from 'viem'
import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { hashEncoded, LANGUAGE_MODES, toAlphaClaim } from '../alphaClaim.ts'

const MESSAGE =
  '(string role, string content, string name, string tool_call_id, (string id, string name, string arguments)[] tool_calls)'
const REQUEST = `(uint8 mode, string modelCID, ${MESSAGE}[] messages, (string description, string name, string parameters)[] tools, string tool_choice, uint32 max_tokens, string[] stop_sequence, uint32 temperature)`
const RESPONSE = `(string finish_reason, ${MESSAGE} message)`

const log = declareLog(`event LLMChat(string inferenceID, ${REQUEST} request, ${RESPONSE} response)`)
const requestType = parseAbiParameter(REQUEST as string)
const responseType = parseAbiParameter(RESPONSE as string)

/** Source: OpenGradient-SDK InferencePrecompile.abi. */
export const llmChat = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { inferenceID, response, ...rest } = log.decode(raw)
    // Nested deeper than the declaration's types are followed; decoding is not affected.
    const request = rest.request as { readonly mode: number; readonly modelCID: string }
    return [
      toAlphaClaim({
        inferenceID,
        evidence: LANGUAGE_MODES[request.mode] ?? `mode-${request.mode}`,
        modelCID: request.modelCID,
        inputHash: hashEncoded(requestType, request),
        outputHash: hashEncoded(responseType, response),
      }),
    ]
  },
})
