import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { MalformedEvidence, NotCheckable } from '../../src/claim/errors.ts'
import { MAX_MODEL_BYTES, type ReplayCase } from '../checks/onnx.ts'
import { classifyModel } from '../inference/onnx/classify.ts'
import { decodeModel, type Model } from '../inference/onnx/model.ts'
import { decodeTensor } from '../inference/onnx/tensor-proto.ts'
import type { Tensor } from '../inference/tensor.ts'
import { MissingFile } from './answer.ts'
import { readEvidence } from './file.ts'
import { assertBinary } from './file-kind.ts'

/** An ONNX backend test: model.onnx and test_data_set_N/{input,output}_M.pb. */
export interface OnnxCase {
  readonly model: Uint8Array
  readonly cases: readonly ReplayCase[]
}

/**
 * Reads a folder in the form of ONNX' backend tests.
 * @throws what fs throws for what cannot be read, MalformedEvidence REJECTED_CASE when there are more inputs than the
 *   model has, NotCheckable UNSUPPORTED_MODEL_SIZE, UNSUPPORTED_TENSOR_SIZE for files that are too large to be read,
 *   MissingFile when there is nothing to compare, and what the decoders throw
 */
export function readOnnxCase(folder: string): OnnxCase {
  const model = readEvidence(join(folder, 'model.onnx'))
  // Only its beginning was read.
  if (model.length > MAX_MODEL_BYTES)
    throw new NotCheckable('UNSUPPORTED_MODEL_SIZE', `more than ${MAX_MODEL_BYTES} bytes`)
  assertBinary(model)
  const described = decodeModel(model)
  // Input and output files are no tensors when the model's values are none: say that first.
  classifyModel(described)
  const sets = readdirSync(folder)
    .filter((name) => /^test_data_set_\d+$/.test(name))
    .sort((left, right) => left.localeCompare(right, 'en', { numeric: true }))
  if (sets.length === 0) throw new MissingFile('no test_data_set_N folder')
  return { model, cases: sets.map((set) => readSet(join(folder, set), described)) }
}

function readSet(folder: string, model: Model): ReplayCase {
  const outputs = readTensors(folder, 'output')
  if (outputs.length === 0) throw new MissingFile(`no output_N.pb in ${folder}`)
  const given = readTensors(folder, 'input')
  const values = new Map<string, Tensor>()
  const names = model.inputs.map(({ name }) => name)
  // More than the inputs that need a value: the others come in the order of all.
  const places = given.length > names.length ? model.inputNames : names
  given.forEach((tensor, index) => {
    const isNamed = tensor.name !== '' && model.inputNames.includes(tensor.name)
    const name = isNamed ? tensor.name : places[index]
    if (name === undefined)
      throw new MalformedEvidence(
        'REJECTED_CASE',
        `${given.length} inputs given, the model has ${model.inputNames.length}`,
      )
    values.set(name, tensor)
  })
  const inputs = names.map((name) => values.get(name) ?? null)
  const replaced = new Map([...values].filter(([name]) => !names.includes(name)))
  return { inputs, replaced, outputs }
}

function readTensors(folder: string, kind: 'input' | 'output'): (Tensor & { name: string })[] {
  const files = readdirSync(folder).filter((name) => name.startsWith(`${kind}_`) && name.endsWith('.pb'))
  return files
    .sort((left, right) => left.localeCompare(right, 'en', { numeric: true }))
    .map((name) => {
      const file = readEvidence(join(folder, name))
      if (file.length > MAX_MODEL_BYTES)
        throw new NotCheckable('UNSUPPORTED_TENSOR_SIZE', `${name} has more than ${MAX_MODEL_BYTES} bytes`)
      assertBinary(file)
      return decodeTensor(file)
    })
}
