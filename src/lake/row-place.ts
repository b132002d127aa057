import { Rejected } from '../claim/errors.ts'
import { type LakeColumn, type LakeRow, listOrder } from './columns.ts'
import type { Entry } from './manifest.ts'
import type { RowRule } from './read-kind.ts'

/** Facts stand in their network, chain and range, in order, each once. */
export function factsRule({ network, chain, from, to }: Entry): RowRule {
  return (columns, part) => {
    const place = new RowPlace(columns)
    return (row, last) => {
      const [ofNetwork, ofChain, block] = place.of(row)
      if (ofNetwork !== network || ofChain !== String(chain)) return `a row of ${ofNetwork}, chain ${ofChain}`
      if (block < from || block > to || block < part.fromBlock || block > part.toBlock)
        return `a row of block ${block}`
      if (last && place.compare(last, row) >= 0) return `a row of block ${block} out of its order, or twice`
      return undefined
    }
  }
}

/** Where rows with some columns say that they belong. */
class RowPlace {
  readonly #place: readonly number[]
  readonly #order: readonly number[]

  /** @throws Rejected `LAKE_ROWS` when the columns say no place */
  constructor(columns: readonly LakeColumn[]) {
    const find = (name: string) => columns.findIndex((column) => column.name === name)
    this.#place = ['network', 'chain_id', 'block_number'].map(find)
    this.#order = listOrder(columns).map(find)
    if (this.#place.some((at) => at < 0))
      throw new Rejected('LAKE_ROWS', 'rows that say no chain or no block')
  }

  of(row: LakeRow): [network: unknown, chain: unknown, block: number] {
    const [network, chain, block] = this.#place.map((at) => row[at])
    return [network, chain, Number(block)]
  }

  compare(one: LakeRow, other: LakeRow): number {
    for (const at of this.#order) {
      const order = compareValues(one[at], other[at])
      if (order !== 0) return order
    }
    return 0
  }
}

/** Null first, bytes as bytes, digits as numbers. */
function compareValues(one: LakeRow[number] | undefined, other: LakeRow[number] | undefined): number {
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.compare(one, other)
  if (one === null || other === null) return Number(one !== null) - Number(other !== null)
  return Number(one) - Number(other)
}
