import { Rejected } from '../../src/claim/errors.ts'
import { getDataType } from './onnx/data-type.ts'
import { countElements, type Tensor } from './tensor.ts'

/** |found − expected| ≤ absolute + relative · |expected|; for floats. Integers and texts must be equal. */
export interface Tolerance {
  readonly relative: number
  readonly absolute: number
}

/** What is stated for a model or a call. A part that is not stated is that of the data type. */
export interface Allowance extends Partial<Tolerance> {
  /** How far integers may lie apart that a model of floats has rounded to at its end; 0 unless said. */
  readonly units?: number
}

/** Where an output differs first. Values are not part of it: an output is nobody else's to read. */
export interface Difference {
  /** `run 0, output 1`, as the caller names it. */
  readonly place: string
  /** Counted from 0 in row-major order; null where type or shape differ. */
  readonly element: number | null
  /** The largest |found − expected| among floats; null where it is no number, and for others. */
  readonly largest: number | null
  readonly tolerance: Tolerance | null
}

/** A re-run gave another output than was claimed. */
export class OutputDiffers extends Rejected {
  difference: Difference | undefined

  /** @internal The refusal with the place of the difference. */
  static at(code: string, message: string, difference: Difference): OutputDiffers {
    const error = new OutputDiffers(code, message)
    error.difference = difference
    return error
  }
}

/** Five times the worst difference measured between processors and runtimes for small nets (docs/methodology/replay.md). */
export const DEFAULT_TOLERANCE: Tolerance = { relative: 1e-4, absolute: 1e-5 }

/** `place`: one unit in the last place, relative; `least`: the smallest positive number. Nobody can ask for less than these. */
const FLOATS: Readonly<Record<string, { place: number; least: number; tolerance: Tolerance }>> = {
  // The same runtime at another optimisation level rounds the last place otherwise: five units, as for float32's nets.
  float16: { place: 2 ** -10, least: 2 ** -24, tolerance: { relative: 5e-3, absolute: 1e-3 } },
  float32: { place: 2 ** -23, least: 2 ** -149, tolerance: DEFAULT_TOLERANCE },
  float64: { place: 2 ** -52, least: Number.MIN_VALUE, tolerance: DEFAULT_TOLERANCE },
}

/** The tolerance for values of a data type of floats: what was stated, else the type's own, and never below its last place. */
export function toleranceOf(type: string, stated: Partial<Tolerance> = {}): Tolerance {
  const { place, least, tolerance } = FLOATS[type] ?? { place: 0, least: 0, tolerance: DEFAULT_TOLERANCE }
  return {
    relative: Math.max(stated.relative ?? tolerance.relative, place),
    absolute: Math.max(stated.absolute ?? tolerance.absolute, least),
  }
}

/** The tolerances that a comparison of these tensors uses, by data type; empty where all must be equal. */
export function listTolerances(
  tensors: readonly Tensor[],
  stated?: Partial<Tolerance>,
): Readonly<Record<string, Tolerance>> {
  const types = tensors.map(({ type }) => type).filter((type) => getDataType(type).kind === 'float')
  return Object.fromEntries(types.map((type) => [type, toleranceOf(type, stated)]))
}

/** In words, for a verdict: `rtol 0.0001, atol 0.00001 (float32)`. */
export function describeTolerances(tolerances: Readonly<Record<string, Tolerance>>): string {
  return Object.entries(tolerances)
    .map(([type, { relative, absolute }]) => `rtol ${relative}, atol ${absolute} (${type})`)
    .join('; ')
}

/**
 * Returns when two tensors say the same. NaN equals NaN, and an infinity equals itself.
 * @throws Rejected REJECTED_REPLAY_TYPE, _SHAPE, _VALUE, _TOLERANCE. `name` stands in the message; values of outputs
 *   do not.
 */
export function compareTensors(found: Tensor, expected: Tensor, allowed: Allowance, name: string): void {
  if (found.type !== expected.type)
    throw OutputDiffers.at(
      'REJECTED_REPLAY_TYPE',
      `${name}: ${found.type} from the model, ${expected.type} claimed`,
      { ...WHOLE, place: name },
    )
  if (found.dims.join() !== expected.dims.join())
    throw OutputDiffers.at(
      'REJECTED_REPLAY_SHAPE',
      `${name}: [${found.dims}] from the model, [${expected.dims}] claimed`,
      { ...WHOLE, place: name },
    )
  if (getDataType(found.type).kind === 'float')
    assertClose(found, expected, toleranceOf(found.type, allowed), name)
  else if (!isWithinUnits(found, expected, allowed.units ?? 0)) assertEqual(found, expected, name)
}

const WHOLE = { element: null, largest: null, tolerance: null }

/** What floats are quantized to, as numbers; little-endian. Types that are not here must be equal. */
const QUANTIZED: Readonly<Record<string, (bytes: Uint8Array) => ArrayLike<number>>> = {
  int8: (bytes) => Int8Array.from(bytes),
  uint8: (bytes) => bytes,
  int16: (bytes) => listWords(bytes, 'getInt16'),
  uint16: (bytes) => listWords(bytes, 'getUint16'),
}

/** For quantized numbers, which a float just below or above a half rounds to the one or the other. */
function isWithinUnits(found: Tensor, expected: Tensor, units: number): boolean {
  const read = QUANTIZED[found.type]
  if (!read) return false
  const [ours = [], theirs = []] = [found, expected].map(({ data }) => Array.from(read(data as Uint8Array)))
  const isNear = (value: number, at: number) => Math.abs(value - (theirs[at] ?? Number.NaN)) <= units
  return ours.length === theirs.length && ours.every(isNear)
}

function listWords(bytes: Uint8Array, read: 'getInt16' | 'getUint16'): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: bytes.length >> 1 }, (_, at) => view[read](2 * at, true))
}

function assertEqual(found: Tensor, expected: Tensor, name: string): void {
  const width = getDataType(found.type).width ?? 1
  const index = Array.prototype.findIndex.call(found.data, (value, at) => value !== expected.data[at])
  if (index < 0 && found.data.length === expected.data.length) return
  const element = Math.floor(index / width)
  throw OutputDiffers.at('REJECTED_REPLAY_VALUE', `${name}: differs first at element ${element}`, {
    ...WHOLE,
    place: name,
    element: index < 0 ? null : element,
  })
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
    throw OutputDiffers.at(
      'REJECTED_REPLAY_TOLERANCE',
      `${name}: element ${bad} is beyond rtol ${relative}, atol ${absolute}; the largest difference is ${worst}`,
      {
        place: name,
        element: bad,
        largest: Number.isFinite(worst) ? worst : null,
        tolerance: { relative, absolute },
      },
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
