import { Random } from '../../src/economics/payback/random.ts'

/** What a test lets chance say, in the order in which it is asked. */
export interface Script {
  readonly bits?: readonly number[]
  readonly uniforms?: readonly number[]
  readonly normals?: readonly number[]
}

/** Random numbers by a script: each kind in its order, and an error where none is left. A kind that the script does not name is worked out as ever. */
export class ScriptedRandom extends Random {
  readonly #left: { bits?: number[]; uniforms?: number[]; normals?: number[] }

  constructor({ bits, uniforms, normals }: Script) {
    super(1)
    this.#left = {
      ...(bits ? { bits: [...bits] } : {}),
      ...(uniforms ? { uniforms: [...uniforms] } : {}),
      ...(normals ? { normals: [...normals] } : {}),
    }
  }

  /** How many scripted numbers nobody asked for. */
  get left(): number {
    return Object.values(this.#left).reduce((total, kind) => total + kind.length, 0)
  }

  override bits(): number {
    return this.#left.bits ? next(this.#left.bits) : super.bits()
  }

  override uniform(): number {
    return this.#left.uniforms ? next(this.#left.uniforms) : super.uniform()
  }

  override normal(): number {
    return this.#left.normals ? next(this.#left.normals) : super.normal()
  }
}

function next(script: number[]): number {
  const value = script.shift()
  if (value === undefined) throw new Error('more is asked of chance than the script has')
  return value
}
