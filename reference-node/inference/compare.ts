import { Rejected } from '../../src/claim/errors.ts'
import { getDataType } from './onnx/data-type.ts'
import { countElements, type Tensor } from './tensor.ts'

/** |found − expected| ≤ absolute + relative · |expected|; for floats only, integers and texts must be equal. */
export interface Tolerance {
  readonly relative: number
  readonly absolute: number
}

/** Five times the worst difference measured between processors and runtimes for small nets (docs/methodology/replay.md). */
export const DEFAULT_TOLERANCE: Tolerance = { relative: 1e-4, absolute: 1e-5 }

/**
 * Returns when two tensors say the same. NaN equals NaN, and an infinity equals itself.
 * @throws Rejected REJECTED_REPLAY_TYPE, _SHAPE, _VALUE, _TOLERANCE. `name` stands in the message; values of outputs
 *   do not.
 */
export function compareTensors(found: Tensor, expected: Tensor, tolerance: Tolerance, name: string): void {
  if (found.type !== expected.type)
    throw new Rejected(
      'REJECTED_REPLAY_TYPE',
      `${name}: ${found.type} from the model, ${expected.type} claimed`,
    )
  if (found.dims.join() !== expected.dims.join())
    throw new Rejected(
      'REJECTED_REPLAY_SHAPE',
      `${name}: [${found.dims}] from the model, [${expected.dims}] claimed`,
    )
  if (getDataType(found.type).kind === 'float') assertClose(found, expected, tolerance, name)
  else assertEqual(found, expected, name)
}

function assertEqual(found: Tensor, expected: Tensor, name: string): void {
  const width = getDataType(found.type).width ?? 1
  const index = Array.prototype.findIndex.call(found.data, (value, at) => value !== expected.data[at])
  if (index >= 0 || found.data.length !== expected.data.length)
    throw new Rejected(
      'REJECTED_REPLAY_VALUE',
      `${name}: differs first at element ${Math.floor(index / width)}`,
    )
}

function assertClose(found: Tensor, expected: Tensor, { relative, absolute }: Tolerance, name: string): void {
  const ours = toFloats(found)
  const theirs = toFloats(expected)
  let worst = 0
  let bad = -1
  ours.forEach((value, index) => {
    const other = theirs[index] as number
    if (Object.is(value, other) || value === other || isSaturated(value, other, found.type)) return
    const difference = Math.abs(value - other)
    const isClose = Number.isFinite(difference) && difference <= absolute + relative * Math.abs(other)
    if (!isClose && bad < 0) bad = index
    if (!(difference <= worst)) worst = difference
  })
  if (bad >= 0)
    throw new Rejected(
      'REJECTED_REPLAY_TOLERANCE',
      `${name}: element ${bad} is beyond rtol ${relative}, atol ${absolute}; the largest difference is ${worst}`,
    )
}

const GREATEST: Readonly<Record<string, number>> = {
  float16: 65_504,
  float32: (2 - 2 ** -23) * 2 ** 127,
  float64: Number.MAX_VALUE,
}

/** Masks are written as an infinity by some kernels and as the greatest finite number by others. */
function isSaturated(value: number, other: number, type: string): boolean {
  return !Number.isFinite(other) && value === Math.sign(other) * (GREATEST[type] ?? 0)
}

/** float16, float32 and float64 as numbers. */
export function toFloats({ type, dims, data }: Tensor): Float64Array {
  const bytes = data as Uint8Array
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const width = getDataType(type).width ?? 1
  return Float64Array.from({ length: countElements(dims) }, (_, index) => {
    if (type === 'float64') return view.getFloat64(index * width, true)
    if (type === 'float32') return view.getFloat32(index * width, true)
    return fromHalf(view.getUint16(index * width, true))
  })
}

/** IEEE 754 binary16. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 0x3ff
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25)
}
