import type { Tensor } from '../tensor.ts'
import type { PackedRuns } from './packing.ts'
import type { Optimization } from './session.ts'

/** One model, and the input sets to run it on. A child that knows the model by its hash needs no bytes. */
export interface Job {
  readonly model: { readonly hash: string; readonly bytes: Uint8Array }
  /** For each run: tensors in the order of the model's own inputs; null leaves an optional one out. */
  readonly runs: readonly (readonly (Tensor | null)[])[]
}

/** What a child tells at start. Every verdict on a replay records it. */
export interface Conditions {
  readonly runtime: string
  readonly provider: 'cpu'
  readonly optimization: Optimization
  readonly precision: 'x64quantprecision'
  readonly cpu: string
  readonly cpuFlags: readonly string[]
  readonly canary: 'passed'
}

/** The model's bytes go along only until the child has said that it knows the model. */
export interface ToChild {
  readonly hash: string
  readonly model: Uint8Array | null
  readonly runs: PackedRuns
}

export type FromChild =
  /** `unfiltered`: why its system calls are not filtered; absent: they are. */
  | { readonly kind: 'ready'; readonly conditions: Conditions; readonly unfiltered?: string | undefined }
  | { readonly kind: 'unfit'; readonly reason: string }
  | { readonly kind: 'done'; readonly outputs: PackedRuns }
  | { readonly kind: 'forgotten' }
  | { readonly kind: 'refused'; readonly stage: 'load' | 'run'; readonly reason: string }
