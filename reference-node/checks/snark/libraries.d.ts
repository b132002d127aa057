// snarkjs 0.7 and ffjavascript 0.3 ship no types: only what the checks use stands here.

declare module 'snarkjs' {
  interface Verifier {
    verify(
      verificationKey: unknown,
      publicSignals: unknown,
      proof: unknown,
      logger?: unknown,
    ): Promise<boolean>
  }
  export const groth16: Verifier
  export const plonk: Verifier
  export const fflonk: Verifier
}

declare module 'ffjavascript' {
  interface Field {
    readonly n8: number
    fromObject(value: unknown): Uint8Array
    add(left: Uint8Array, right: Uint8Array): Uint8Array
    mul(left: Uint8Array, right: Uint8Array): Uint8Array
    isZero(value: Uint8Array): boolean
    neg(value: Uint8Array): Uint8Array
  }
  interface Group {
    readonly F: Field
    readonly one: Uint8Array
    readonly zero: Uint8Array
    fromObject(point: unknown): Uint8Array
    toAffine(point: Uint8Array): Uint8Array
    toJacobian(point: Uint8Array): Uint8Array
    add(left: Uint8Array, right: Uint8Array): Uint8Array
    sub(left: Uint8Array, right: Uint8Array): Uint8Array
    neg(point: Uint8Array): Uint8Array
    double(point: Uint8Array): Uint8Array
    eq(left: Uint8Array, right: Uint8Array): boolean
    isZero(point: Uint8Array): boolean
    timesScalar(point: Uint8Array, scalar: bigint | Uint8Array): Uint8Array
    /** The sum of points times scalars: both one after the other, scalars of one length, little-endian. */
    multiExpAffine(points: Uint8Array, scalars: Uint8Array): Promise<Uint8Array>
  }
  /** The engine's memory, which is a stack between the start and the end of an operation, and its functions on addresses there. */
  interface Memory {
    readonly instance: {
      readonly exports: Readonly<
        Record<'ftm_one' | 'ftm_square' | 'f2m_mul1' | 'bn128__mulBy024', (...addresses: number[]) => void>
      >
    }
    startSyncOp(): void
    endSyncOp(): void
    alloc(bytes: number): number
    allocBuff(bytes: Uint8Array): number
    getBuff(address: number, bytes: number): Uint8Array
  }
  export interface Curve {
    readonly name: string
    readonly tm: Memory
    readonly F1: Field
    readonly G1: Group
    readonly G2: Group
    readonly Gt: Field & {
      readonly one: Uint8Array
      eq(left: Uint8Array, right: Uint8Array): boolean
    }
    prepareG1(point: Uint8Array): Uint8Array
    prepareG2(point: Uint8Array): Uint8Array
    millerLoop(preparedG1: Uint8Array, preparedG2: Uint8Array): Uint8Array
    finalExponentiation(value: Uint8Array): Uint8Array
  }
  export function buildBn128(singleThread: boolean): Promise<Curve>
  export function buildBls12381(singleThread: boolean): Promise<Curve>
}
