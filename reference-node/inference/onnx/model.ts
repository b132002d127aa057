import { MalformedEvidence, NotCheckable } from '../../../src/claim/errors.ts'
import {
  findBytes,
  findInt,
  findText,
  listBytes,
  listFields,
  type ProtobufField,
} from '../../../src/claim/protobuf.ts'
import { type DataType, findDataType } from './data-type.ts'
import { MAX_ELEMENTS, readTensorHead } from './tensor-proto.ts'

export interface ModelNode {
  readonly operator: string
  readonly domain: string
  readonly attributes: ReadonlySet<string>
  readonly inputCount: number
  /** False where it stands in a branch, a loop or a function, which may not be run. */
  readonly isAlwaysRun: boolean
  /** Data types that the node makes on its own account: constants inside it, or what it casts to. */
  readonly types: readonly DataType[]
}

interface ModelValue {
  readonly name: string
  /** Undefined for a sequence, a map, an optional, a sparse tensor. */
  readonly type: DataType | undefined
  /** Null for a dimension that has a name, −1 or nothing instead of a number; empty when no shape is stated. */
  readonly dims: readonly (number | null)[]
}

/** What a static check needs of an ONNX model. */
export interface Model {
  readonly nodes: readonly ModelNode[]
  /** Without the inputs that have initializers. */
  readonly inputs: readonly ModelValue[]
  readonly outputs: readonly ModelValue[]
  readonly initializerTypes: readonly DataType[]
  /** All inputs by name, in the graph's order, those with initializers among them. */
  readonly inputNames: readonly string[]
  /** Outputs of the graph that a quantizing operator makes: floats, rounded to bytes. */
  readonly quantized: ReadonlySet<string>
  /** Operator set version by domain; '' is ONNX itself. */
  readonly operatorSets: ReadonlyMap<string, number>
}

/** QuantizeLinear, DynamicQuantizeLinear, and the operators on quantized bytes that compute in floats. */
const QUANTIZING = /^(Dynamic)?QuantizeLinear$|^QLinear/

const MAX_NODES = 20_000
const MAX_DEPTH = 4
/** Domains that are built into the runtime; anything else would need a stranger's shared library. */
const DOMAINS = new Set(['', 'ai.onnx', 'ai.onnx.ml', 'ai.onnx.preview.training', 'com.microsoft'])

/**
 * Reads an ONNX model (onnx.proto3) without loading it, and refuses what must not reach the runtime.
 * @throws MalformedEvidence REJECTED_PROTOBUF, REJECTED_MODEL, REJECTED_TENSOR; NotCheckable
 *   UNSUPPORTED_CUSTOM_DOMAIN, UNSUPPORTED_EXTERNAL_DATA, UNSUPPORTED_TENSOR_SIZE, UNSUPPORTED_DATA_TYPE,
 *   UNSUPPORTED_MODEL_SIZE
 */
export function decodeModel(file: Uint8Array): Model {
  const fields = listFields(file)
  const graph = findBytes(fields, 7)
  if (!graph) throw new MalformedEvidence('REJECTED_MODEL', 'no graph in the model')
  const functions = listBytes(fields, 25).map(listFields)
  const local = new Set(functions.map((parts) => `${findText(parts, 10)}:${findText(parts, 1)}`))
  const walker = new Walker(local)
  const graphFields = listFields(graph)
  walker.graph(graphFields, 0)
  for (const parts of functions) for (const node of listBytes(parts, 7)) walker.node(node, 1)
  const initialized = new Set(walker.initializerNames)
  const values = (number: number) => listBytes(graphFields, number).map(decodeValue)
  const inputs = values(11)
  return {
    nodes: walker.nodes,
    inputs: inputs.filter((input) => !initialized.has(input.name)),
    outputs: values(12),
    initializerTypes: walker.initializerTypes,
    inputNames: inputs.map(({ name }) => name),
    quantized: walker.quantized,
    operatorSets: new Map(
      listBytes(fields, 8)
        .map(listFields)
        .map((set) => [findText(set, 1), Number(findInt(set, 2) ?? 0n)]),
    ),
  }
}

/** By how many units an output's integers may differ between machines: 1 where floats were rounded to them at the end. */
export function unitsOf({ outputs, quantized }: Model, output: number): number {
  return quantized.has(outputs[output]?.name ?? '') ? 1 : 0
}

class Walker {
  readonly nodes: ModelNode[] = []
  readonly initializerTypes: DataType[] = []
  readonly initializerNames: string[] = []
  readonly quantized = new Set<string>()
  readonly #local: ReadonlySet<string>

  constructor(local: ReadonlySet<string>) {
    this.#local = local
  }

  graph(fields: readonly ProtobufField[], depth: number): void {
    // Control flow nests graphs in attributes: If in Loop in Scan … is bounded before anything recurses.
    if (depth > MAX_DEPTH) throw tooLarge(`graphs nested deeper than ${MAX_DEPTH}`)
    for (const initializer of listBytes(fields, 5)) {
      const { type, name } = readTensorHead(listFields(initializer))
      this.initializerTypes.push(type)
      if (depth === 0) this.initializerNames.push(name)
    }
    for (const sparse of listBytes(fields, 15))
      for (const part of listBytes(listFields(sparse), 1))
        this.initializerTypes.push(readTensorHead(listFields(part)).type)
    for (const node of listBytes(fields, 1)) this.node(node, depth)
  }

  node(message: Uint8Array, depth: number): void {
    if (this.nodes.length >= MAX_NODES) throw tooLarge(`more than ${MAX_NODES} nodes`)
    const fields = listFields(message)
    const operator = findText(fields, 4)
    const domain = findText(fields, 7)
    if (!DOMAINS.has(domain) && !this.#local.has(`${domain}:${operator}`))
      throw new NotCheckable(
        'UNSUPPORTED_CUSTOM_DOMAIN',
        `operator ${domain.slice(0, 60)}.${operator.slice(0, 60)}`,
      )
    const types: DataType[] = []
    const attributes = new Set<string>()
    const inputCount = listBytes(fields, 1).length
    this.nodes.push({ operator, domain, attributes, inputCount, isAlwaysRun: depth === 0, types })
    if (depth === 0 && QUANTIZING.test(operator))
      for (const output of listBytes(fields, 2)) this.quantized.add(Buffer.from(output).toString('utf8'))
    for (const attribute of listBytes(fields, 5).map(listFields)) {
      const name = findText(attribute, 1)
      attributes.add(name)
      for (const tensor of [...listBytes(attribute, 5), ...listBytes(attribute, 10)])
        types.push(readTensorHead(listFields(tensor)).type)
      for (const graph of [...listBytes(attribute, 6), ...listBytes(attribute, 11)])
        this.graph(listFields(graph), depth + 1)
      const cast =
        name === 'to' || name === 'dtype' ? findDataType(Number(findInt(attribute, 3) ?? 0n)) : undefined
      if (cast) types.push(cast)
      // value_float, value_floats of Constant
      if (name.startsWith('value_float')) types.push(findDataType(1) as DataType)
    }
  }
}

function decodeValue(message: Uint8Array): ModelValue {
  const fields = listFields(message)
  const type = findBytes(fields, 2)
  const tensor = type && findBytes(listFields(type), 1)
  const parts = tensor ? listFields(tensor) : []
  const code = findInt(parts, 1)
  const shape = findBytes(parts, 2)
  return {
    name: findText(fields, 1),
    type: code === undefined ? undefined : findDataType(Number(code)),
    dims: shape === undefined ? [] : listBytes(listFields(shape), 1).map(decodeDimension),
  }
}

function decodeDimension(message: Uint8Array): number | null {
  const value = findInt(listFields(message), 1)
  // Some exporters write −1 for a dimension that is open.
  if (value === undefined || value < 0n) return null
  if (value > BigInt(MAX_ELEMENTS)) throw tooLarge(`a dimension of ${value}`)
  return Number(value)
}

function tooLarge(detail: string): NotCheckable {
  return new NotCheckable('UNSUPPORTED_MODEL_SIZE', detail)
}
