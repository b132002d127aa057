import { parseAbiParameter } from 'viem'
import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { hashEncoded, MODEL_MODES, toAlphaClaim } from '../alphaClaim.ts'

const NUMBERS = '(string name, (int128 value, int128 decimals)[] values, uint32[] shape)[] numbers'
const STRINGS = '(string name, string[] values)[] strings'
const INPUT = `(${NUMBERS}, ${STRINGS})`
const OUTPUT = `(${NUMBERS}, ${STRINGS}, (string name, string value)[] jsons, bool is_simulation_result)`

const log = declareLog(
  `event ModelInferenceEvent(string inferenceID, (uint8 mode, string modelCID, ${INPUT} input) request, ${OUTPUT} response)`,
)
const input = parseAbiParameter(INPUT as string)
const output = parseAbiParameter(OUTPUT as string)

/** The only event on any chain that tells TEE, ZKML and vanilla apart. Source: OpenGradient-SDK InferencePrecompile.abi. */
export const modelInference = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { inferenceID, request, response } = log.decode(raw)
    return [
      toAlphaClaim({
        inferenceID,
        evidence: MODEL_MODES[request.mode] ?? `mode-${request.mode}`,
        modelCID: request.modelCID,
        inputHash: hashEncoded(input, request.input),
        outputHash: hashEncoded(output, response),
      }),
    ]
  },
})
