import type { Tensor } from '../tensor.ts'

/** A tensor without its bytes: how many there are, or the texts themselves. */
interface TensorHead {
  readonly type: string
  readonly dims: readonly number[]
  readonly size: number
  readonly texts: readonly string[] | null
}
type RunHead = readonly (TensorHead | null)[]

/**
 * Many runs' tensors as one buffer. Runs of one model mostly look alike, so each look is sent once; a message of many
 * small objects would cost more than running a small model.
 */
export interface PackedRuns {
  readonly heads: readonly RunHead[]
  /** For each run, which of `heads` it has. */
  readonly order: readonly number[]
  readonly bytes: Uint8Array
}

/** Elements are at most eight bytes wide: aligned to that, they can be used where they lie. */
const ALIGNMENT = 8

export function packRuns(runs: readonly (readonly (Tensor | null)[])[]): PackedRuns {
  const known = new Map<string, number>()
  const heads: RunHead[] = []
  const chunks: Uint8Array[] = []
  const order = runs.map((run) => {
    const head = run.map(toHead)
    const look = JSON.stringify(head)
    const index = known.get(look) ?? heads.push(head) - 1
    known.set(look, index)
    for (const tensor of run)
      if (tensor?.data instanceof Uint8Array) chunks.push(tensor.data, padding(tensor.data.length))
    return index
  })
  return { heads, order, bytes: Buffer.concat(chunks) }
}

export function unpackRuns({ heads, order, bytes }: PackedRuns): (Tensor | null)[][] {
  let at = 0
  return order.map((index) =>
    (heads[index] ?? []).map((head) => {
      if (!head) return null
      const { type, dims, size, texts } = head
      if (texts) return { type, dims, data: texts }
      const data = bytes.subarray(at, at + size)
      at += size + padding(size).length
      return { type, dims, data }
    }),
  )
}

function toHead(tensor: Tensor | null): TensorHead | null {
  if (!tensor) return null
  const { type, dims, data } = tensor
  return data instanceof Uint8Array
    ? { type, dims, size: data.length, texts: null }
    : { type, dims, size: 0, texts: data }
}

const ZEROS = new Uint8Array(ALIGNMENT)

function padding(size: number): Uint8Array {
  return ZEROS.subarray(0, (ALIGNMENT - (size % ALIGNMENT)) % ALIGNMENT)
}
