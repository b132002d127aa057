import type { Address, Hex } from '../claim/hex.ts'

/** Who was said to stand behind a consensus address. */
export interface Validator {
  readonly consensus: Hex
  readonly operator: Address
  /** 32 bytes. */
  readonly key: Uint8Array
  /** The name that it gives itself; null: none. */
  readonly moniker: string | null
  readonly fromBlock: number
  /** Who said it. */
  readonly source: string
}

/** The operators and keys of consensus addresses, with the heights from which on they stand. */
export class KnownValidators {
  readonly #known = new Map<Hex, Validator[]>()

  add(validator: Validator): void {
    const { consensus } = validator
    this.#known.set(consensus, [...(this.#known.get(consensus) ?? []), validator])
  }

  has(consensus: Hex): boolean {
    return this.#known.has(consensus)
  }

  /** Every operator that is known. */
  operators(): Address[] {
    return [...new Set([...this.#known.values()].flat().map(({ operator }) => operator))]
  }

  /** The operator of a consensus address as of a height: of the first that is known, where that came later. */
  operatorOf = (consensus: Hex, height: number): Address | undefined => {
    return this.find(consensus, height)?.operator
  }

  /** Who stands behind a consensus address as of a height, as for {@link operatorOf}. */
  find(consensus: Hex, height: number): Validator | undefined {
    const known = this.#known.get(consensus)
    return known?.findLast((each) => each.fromBlock <= height) ?? known?.[0]
  }

  /** The key of a consensus address. */
  keyOf = (consensus: Hex): Uint8Array | undefined => this.#known.get(consensus)?.[0]?.key
}
