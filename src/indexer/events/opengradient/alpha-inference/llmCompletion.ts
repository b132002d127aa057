import { parseAbiParameter } from 'viem'
import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { hashEncoded, LANGUAGE_MODES, toAlphaClaim } from '../alphaClaim.ts'

const REQUEST =
  '(uint8 mode, string modelCID, string prompt, uint32 max_tokens, string[] stop_sequence, uint32 temperature)'
const RESPONSE = '(string answer)'

const log = declareLog(
  `event LLMCompletionEvent(string inferenceID, ${REQUEST} request, ${RESPONSE} response)`,
)
const requestType = parseAbiParameter(REQUEST as string)
const responseType = parseAbiParameter(RESPONSE as string)

/** Source: OpenGradient-SDK InferencePrecompile.abi. */
export const llmCompletion = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { inferenceID, request, response } = log.decode(raw)
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
