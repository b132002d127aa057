import { type Address, type Hex, toBytes, toHex } from '../claim/hex.ts'
import type { Place } from '../indexer/place.ts'
import type { Pool } from '../platform/database.ts'

/** Who was said to stand behind a consensus address. */
export interface Validator {
  readonly consensus: Hex
  readonly operator: Address
  /** 32 bytes. */
  readonly key: Uint8Array
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

  /** The operator of a consensus address as of a height: of the first that is known, where that came later. */
  operatorOf = (consensus: Hex, height: number): Address | undefined => {
    const known = this.#known.get(consensus)
    return (known?.findLast((each) => each.fromBlock <= height) ?? known?.[0])?.operator
  }

  /** The key of a consensus address. */
  keyOf = (consensus: Hex): Uint8Array | undefined => this.#known.get(consensus)?.[0]?.key
}

/** What is stored of a chain's validators. */
export async function loadValidators(pool: Pool, place: Place): Promise<KnownValidators> {
  const { rows } = await pool.query<{
    consensus: Uint8Array
    operator: Uint8Array
    key: Uint8Array
    from: number
    source: string
  }>(
    `select consensus, operator, key, from_block as from, source from ingest.validator
     where network = $1 and chain_id = $2 order by from_block`,
    [place.network, place.chain],
  )
  const known = new KnownValidators()
  for (const { consensus, operator, key, from, source } of rows)
    known.add({
      consensus: toHex(consensus),
      operator: toHex(operator) as Address,
      key,
      fromBlock: from,
      source,
    })
  return known
}

/** Keeps who stands behind a consensus address. */
export async function storeValidator(
  pool: Pool,
  { network, chain }: Place,
  validator: Validator,
): Promise<void> {
  const { consensus, operator, key, fromBlock, source } = validator
  await pool.query(
    `insert into ingest.validator (network, chain_id, consensus, operator, key, from_block, source)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [network, chain, toBytes(consensus), toBytes(operator), key, fromBlock, source],
  )
}
