import { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node'
import { getDataType } from '../onnx/data-type.ts'
import type { Tensor } from '../tensor.ts'

/**
 * Measured: with these, integer models give the same integers on AVX2, AVX-512, SSE4 and in wasm. x64quantprecision
 * works only at level `all`, and an unknown key is accepted in silence: the canary shows that it took effect.
 */
const OPTIONS: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  executionProviders: ['cpu'],
  logSeverityLevel: 4,
  extra: { session: { x64quantprecision: '1', use_deterministic_compute: '1' } },
}

// Where JavaScript has Float16Array the runtime's JavaScript half uses it, and its native half (1.30) then sees an empty
// tensor. Without it both use Uint16Array.
Reflect.deleteProperty(globalThis, 'Float16Array')

type RuntimeData = Extract<RuntimeTensor['data'], ArrayBufferView>

const ARRAYS: Readonly<
  Record<string, new (buffer: ArrayBufferLike, offset: number, length: number) => ArrayBufferView>
> = {
  float32: Float32Array,
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  bool: Uint8Array,
  float16: Uint16Array,
  float64: Float64Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
}

/** `disabled` is for calibration only: how far another order of the same sums moves a result. */
export type Optimization = 'all' | 'disabled'

export async function openSession(model: Uint8Array, level: Optimization = 'all'): Promise<InferenceSession> {
  return InferenceSession.create(model, { ...OPTIONS, graphOptimizationLevel: level })
}

/** Runs once. Tensors stand in the order of the session's inputs and outputs. */
export async function runSession(
  session: InferenceSession,
  inputs: readonly (Tensor | null)[],
): Promise<Tensor[]> {
  const feeds: Record<string, RuntimeTensor> = {}
  inputs.forEach((input, index) => {
    const name = session.inputNames[index]
    if (name === undefined)
      throw new Error(`the model has ${session.inputNames.length} inputs, got ${inputs.length}`)
    if (input) feeds[name] = toRuntime(input)
  })
  const results = await session.run(feeds)
  return session.outputNames.map((name) => fromRuntime(results[name] as RuntimeTensor))
}

function toRuntime({ type, dims, data }: Tensor): RuntimeTensor {
  if (!(data instanceof Uint8Array)) return new RuntimeTensor('string', [...data], [...dims])
  const View = ARRAYS[type]
  if (!View) throw new Error(`no array for ${type}`)
  const width = getDataType(type).width ?? 1
  // The runtime reads inputs and never writes them, so they are used where they lie, unless that is between two elements.
  const { buffer, byteOffset, length } = data.byteOffset % width === 0 ? data : new Uint8Array(data)
  const values = new View(buffer, byteOffset, length / width)
  return new RuntimeTensor(type as 'float32', values as Float32Array<ArrayBuffer>, [...dims])
}

function fromRuntime(tensor: RuntimeTensor): Tensor {
  const { type, dims } = tensor
  if (type === 'string') return { type, dims, data: tensor.data as string[] }
  const { buffer, byteOffset, byteLength } = tensor.data as RuntimeData
  const bytes = new Uint8Array(buffer, byteOffset, byteLength)
  return { type, dims, data: bytes.slice() }
}
