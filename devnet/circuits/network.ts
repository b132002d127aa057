import { Choices } from '../actors/random.ts'

/** A multilayer perceptron 16-8-4 on bytes. Signed 7-bit weights: no product pair can saturate on any CPU. */
export interface Mlp {
  /** [input][hidden] and [hidden][output]. */
  readonly first: readonly (readonly number[])[]
  readonly firstBias: readonly number[]
  readonly second: readonly (readonly number[])[]
  readonly secondBias: readonly number[]
}

export const INPUTS = 16
export const HIDDEN = 8
export const OUTPUTS = 4
/** The hidden layer is divided by 2^9 and clipped to a byte. */
export const SHIFT = 9

/** The devnet's one model. Its weights follow from a fixed seed: it has learned nothing, and need not. */
export function createMlp(): Mlp {
  const choices = new Choices(20260101, 'mlp')
  const matrix = (rows: number, columns: number) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => choices.integer(-63, 63)))
  return {
    first: matrix(INPUTS, HIDDEN),
    firstBias: Array.from({ length: HIDDEN }, () => choices.integer(-8000, 40000)),
    second: matrix(HIDDEN, OUTPUTS),
    secondBias: Array.from({ length: OUTPUTS }, () => choices.integer(-5000, 5000)),
  }
}

/** The model's four logits for 16 bytes, in plain integers. */
export function runMlp(mlp: Mlp, input: Uint8Array): number[] {
  const hidden = layer(mlp.first, mlp.firstBias, [...input]).map((sum) =>
    Math.min(255, Math.floor(Math.max(0, sum) / 2 ** SHIFT)),
  )
  return layer(mlp.second, mlp.secondBias, hidden)
}

/** Logits as the output's bytes: int32 little-endian each. */
export function packLogits(logits: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * logits.length)
  for (const [index, logit] of logits.entries()) bytes.writeInt32LE(logit, 4 * index)
  return bytes
}

function layer(weights: readonly (readonly number[])[], bias: readonly number[], input: number[]): number[] {
  return bias.map((start, to) =>
    input.reduce((sum, value, from) => sum + value * (weights[from]?.[to] ?? 0), start),
  )
}
