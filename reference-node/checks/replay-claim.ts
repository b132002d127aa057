import { NotCheckable, Rejected, Unavailable } from '../../src/claim/errors.ts'
import { keccak256 } from '../../src/claim/hash.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import { compareTensors, describeTolerances, listTolerances, type Tolerance } from '../inference/compare.ts'
import { type Arithmetic, classifyModel } from '../inference/onnx/classify.ts'
import { decodeModel, type Model, unitsOf } from '../inference/onnx/model.ts'
import type { Replay } from '../inference/pool.ts'
import { judgeReplay, tryModel } from '../inference/replay.ts'
import { countElements, type Tensor } from '../inference/tensor.ts'
import type { ProofAnswer, ProofClaim, ProofSources } from './proof-claim.ts'

/**
 * Runs the claim's model on the claim's input and holds the output against the claim's output hash.
 *
 * The input's bytes are the elements of the model's one input, little-endian; the output's are those of its first
 * output, or of all outputs one after another. A model of exact arithmetic must give the hash. A float model may differ
 * in the last bits, so when the hash differs the delivered output is needed, and compared within the tolerance.
 * @throws Rejected REJECTED_REPLAY_OUTPUT, REJECTED_REPLAY_INPUT, REJECTED_REPLAY_TOLERANCE …; Unavailable
 *   UNAVAILABLE_OUTPUT, UNAVAILABLE_CONTENT, UNAVAILABLE_RUNTIME; and what the static check and the pool throw
 * @throws NotCheckable `UNSUPPORTED_RANDOM`, `UNSUPPORTED_TEXT`
 */
export async function checkReplayClaim(claim: ProofClaim, sources: ProofSources): Promise<ProofAnswer> {
  const model = assertContent('model', claim.model, await sources.getModel(claim.model))
  const input = assertContent('input', claim.inputHash, await sources.getInput(claim.inputHash))
  const described = decodeModel(model)
  const arithmetic = classifyModel(described)
  const runs = [[shapeInput(described, input)]]
  return judgeReplay({
    pool: sources.pool,
    gather: (run) => tryModel({ file: model, model: described, runs }, run),
    judge: (replay) => judgeOutputs(replay, { claim, sources, described, arithmetic }),
    isForGood: true,
  })
}

interface Judging {
  readonly claim: ProofClaim
  readonly sources: ProofSources
  readonly described: Model
  readonly arithmetic: Arithmetic
}

async function judgeOutputs(
  { outputs, conditions }: Replay,
  { claim, sources, described, arithmetic }: Judging,
): Promise<ProofAnswer> {
  const found = outputs[0] ?? []
  const stated = sources.findTolerance(claim.model) ?? {}
  const tolerance = listTolerances(found, stated)
  const answer = { conditions: { ...conditions, arithmetic, tolerance } }
  if (outputForms(found).some((bytes) => keccak256(bytes) === claim.outputHash))
    return { ...answer, detail: `the model gives exactly the claimed output (${arithmetic} arithmetic)` }
  if (arithmetic === 'exact')
    throw new Rejected(
      'REJECTED_REPLAY_OUTPUT',
      `the model gives another output than ${claim.outputHash}`,
      'node',
    )
  if (found.some(({ type }) => type === 'string'))
    throw new NotCheckable(
      'UNSUPPORTED_TEXT',
      'the output has texts, and nothing published says how they become the bytes that were hashed',
    )
  const output = await sources.findOutput(claim.outputHash)
  if (!output)
    throw new Unavailable('UNAVAILABLE_OUTPUT', 'a float model, and the delivered output is not to be had')
  assertContent('output', claim.outputHash, output)
  compareWithin(found, output, { described, stated })
  return {
    ...answer,
    detail: `the model gives the claimed output within ${describeTolerances(tolerance) || 'one unit of its quantized bytes'}`,
  }
}

/** The blob store is not trusted: what it hands out is judged by hash, and a wrong answer is no answer. */
function assertContent(what: string, hash: Hash32, bytes: Uint8Array): Uint8Array {
  if (keccak256(bytes) !== hash)
    throw new Unavailable('UNAVAILABLE_CONTENT', `the store gave other bytes for ${what} ${hash}`)
  return bytes
}

function shapeInput({ inputs }: Model, data: Uint8Array): Tensor {
  const [input] = inputs
  if (inputs.length !== 1 || !input?.type?.width)
    throw new NotCheckable(
      'UNSUPPORTED_VALUE',
      `expected a model with one tensor input, got ${inputs.length}`,
    )
  const known = countElements(input.dims.map((dim) => dim ?? 1))
  const open = input.dims.filter((dim) => dim === null).length
  const rest = data.length / input.type.width / known
  if (!Number.isInteger(rest) || (open === 0 && rest !== 1) || open > 1)
    throw new Rejected(
      'REJECTED_REPLAY_INPUT',
      `${data.length} bytes do not fill the model's input [${input.dims}]`,
    )
  return { type: input.type.name, dims: input.dims.map((dim) => dim ?? rest), data }
}

function outputForms(outputs: readonly Tensor[]): Uint8Array[] {
  const parts = outputs.map(({ data }) => (data instanceof Uint8Array ? data : Buffer.from(data.join('\n'))))
  return [...parts.slice(0, 1), Buffer.concat(parts)]
}

function compareWithin(
  found: readonly Tensor[],
  claimed: Uint8Array,
  { described, stated }: { readonly described: Model; readonly stated: Partial<Tolerance> },
): void {
  const total = found.reduce((sum, { data }) => sum + data.length, 0)
  const compared = claimed.length === total ? found : found.slice(0, 1)
  if (claimed.length !== compared.reduce((sum, { data }) => sum + data.length, 0))
    throw new Rejected(
      'REJECTED_REPLAY_SHAPE',
      `${claimed.length} bytes claimed, the model gives ${total}`,
      'node',
    )
  let at = 0
  compared.forEach((tensor, index) => {
    const expected = { ...tensor, data: claimed.subarray(at, at + tensor.data.length) }
    at += tensor.data.length
    const allowed = { ...stated, units: unitsOf(described, index) }
    compareTensors(tensor, expected, allowed, `output ${index}`)
  })
}
