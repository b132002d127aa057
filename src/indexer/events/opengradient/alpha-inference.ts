import { parseAbiParameter } from 'viem/utils'
import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import { hashEncoded, LANGUAGE_MODES, MODEL_MODES, toAlphaClaim } from './alpha-claim.ts'

// Types as Solidity declares them: of a model's tensors, of a completion, of a conversation.
const NUMBERS = '(string name, (int128 value, int128 decimals)[] values, uint32[] shape)[] numbers'
const STRINGS = '(string name, string[] values)[] strings'
const INPUT = `(${NUMBERS}, ${STRINGS})`
const OUTPUT = `(${NUMBERS}, ${STRINGS}, (string name, string value)[] jsons, bool is_simulation_result)`

const PROMPT =
  '(uint8 mode, string modelCID, string prompt, uint32 max_tokens, string[] stop_sequence, uint32 temperature)'
const COMPLETION = '(string answer)'

const MESSAGE =
  '(string role, string content, string name, string tool_call_id, (string id, string name, string arguments)[] tool_calls)'
const CHAT = `(uint8 mode, string modelCID, ${MESSAGE}[] messages, (string description, string name, string parameters)[] tools, string tool_choice, uint32 max_tokens, string[] stop_sequence, uint32 temperature)`
const CHAT_ANSWER = `(string finish_reason, ${MESSAGE} message)`

const TYPES = {
  input: parseAbiParameter(INPUT as string),
  output: parseAbiParameter(OUTPUT as string),
  prompt: parseAbiParameter(PROMPT as string),
  completion: parseAbiParameter(COMPLETION as string),
  chat: parseAbiParameter(CHAT as string),
  chatAnswer: parseAbiParameter(CHAT_ANSWER as string),
}

/** The inference precompile 0xF4 of the alpha testnet. */
export const decoders: readonly EventDecoder[] = [
  /** The only event on any chain that tells TEE, ZKML and vanilla apart. Source: OpenGradient-SDK InferencePrecompile.abi. */
  event(
    `event ModelInferenceEvent(string inferenceID, (uint8 mode, string modelCID, ${INPUT} input) request, ${OUTPUT} response)`,
    ({ inferenceID, request, response }) => [
      toAlphaClaim({
        inferenceID,
        evidence: MODEL_MODES[request.mode] ?? `mode-${request.mode}`,
        modelCID: request.modelCID,
        inputHash: hashEncoded(TYPES.input, request.input),
        outputHash: hashEncoded(TYPES.output, response),
      }),
    ],
  ),
  /** Source: OpenGradient-SDK InferencePrecompile.abi. */
  event(
    `event LLMCompletionEvent(string inferenceID, ${PROMPT} request, ${COMPLETION} response)`,
    ({ inferenceID, request, response }) => [
      toAlphaClaim({
        inferenceID,
        evidence: LANGUAGE_MODES[request.mode] ?? `mode-${request.mode}`,
        modelCID: request.modelCID,
        inputHash: hashEncoded(TYPES.prompt, request),
        outputHash: hashEncoded(TYPES.completion, response),
      }),
    ],
  ),
  /** Source: OpenGradient-SDK InferencePrecompile.abi. */
  event(
    `event LLMChat(string inferenceID, ${CHAT} request, ${CHAT_ANSWER} response)`,
    ({ inferenceID, response, ...rest }) => {
      // Nested deeper than the declaration's types are followed; decoding is not affected.
      const request = rest.request as { readonly mode: number; readonly modelCID: string }
      return [
        toAlphaClaim({
          inferenceID,
          evidence: LANGUAGE_MODES[request.mode] ?? `mode-${request.mode}`,
          modelCID: request.modelCID,
          inputHash: hashEncoded(TYPES.chat, request),
          outputHash: hashEncoded(TYPES.chatAnswer, response),
        }),
      ]
    },
  ),
]
