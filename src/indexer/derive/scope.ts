import type { FactKind } from '../events/facts.ts'

/** The facts that are being added or taken away: those of one chain in a range of blocks, both ends included. */
export interface Scope {
  readonly network: string
  readonly chain: number
  readonly from: number
  readonly to: number
  /** Which kinds have rows in the range; the others need not be looked at. */
  readonly kinds: ReadonlySet<FactKind>
}

/** `network = $1 and …` over one facts table, for parameters of {@link parametersOf}. */
export const IN_SCOPE = 'network = $1 and chain_id = $2 and block_number between $3 and $4'

export function parametersOf({ network, chain, from, to }: Scope): [string, number, number, number] {
  return [network, chain, from, to]
}
