import type { Abi } from 'viem'
import { decodeFunctionResult, encodeDeployData, encodeFunctionData, encodeFunctionResult } from 'viem/utils'
import type { Hex } from '../../src/claim/hex.ts'
import type { Artefacts } from './solc.ts'

/** An allowance without end, in base units: the largest uint256. */
export const UNLIMITED = 2n ** 256n - 1n

/** Calls of the devnet's contracts by name. */
export class Encoder {
  readonly #artefacts: Artefacts

  constructor(artefacts: Artefacts) {
    this.#artefacts = artefacts
  }

  call(contract: string, functionName: string, args: readonly unknown[]): Hex {
    return encodeFunctionData({ abi: this.#find(contract).abi, functionName, args })
  }

  /** Creation code with the constructor's arguments behind it. */
  creation(contract: string, args: readonly unknown[]): Hex {
    const { abi, bytecode } = this.#find(contract)
    return encodeDeployData({ abi, bytecode, args })
  }

  /** What a view answers. */
  encodeResult(contract: string, functionName: string, result: unknown): Hex {
    return encodeFunctionResult({ abi: this.#find(contract).abi, functionName, result })
  }

  result(contract: string, functionName: string, data: Hex): unknown {
    return decodeFunctionResult({ abi: this.#find(contract).abi, functionName, data })
  }

  runtime(contract: string): Hex {
    return this.#find(contract).deployedBytecode
  }

  #find(contract: string): Artefacts[string] & { readonly abi: Abi } {
    const artefact = this.#artefacts[contract]
    if (!artefact) throw new RangeError(`no contract ${contract}`)
    return artefact
  }
}
