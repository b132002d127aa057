/** A tensor as it travels between us and a child: raw little-endian bytes, or texts. */
export interface Tensor {
  /** A name of data-type.ts. */
  readonly type: string
  readonly dims: readonly number[]
  readonly data: Uint8Array | readonly string[]
}

export function countElements(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1)
}
