import type { Entry } from './ledger.ts'

/** What an account held of a token at a block, read from the chain. */
export interface Balance {
  readonly chain: number
  readonly token: string
  readonly account: string
  readonly block: number
  readonly amount: bigint
}

/** The ledger beside the chain for one account, token and span of blocks. Base units. */
export interface Reconciliation {
  readonly chain: number
  readonly token: string
  readonly account: string
  readonly fromBlock: number | null
  readonly toBlock: number
  /** Opening balance and all of the ledger's movements; null without an opening balance. */
  readonly expected: bigint | null
  readonly observed: bigint
  /** observed − expected: what the ledger does not explain. */
  readonly difference: bigint | null
  readonly status: 'matches' | 'differs' | 'not_observed'
}

/**
 * One row for each closing balance: a difference is a row, not a silence. `opening` and `closing` are balances after their
 * blocks; entries in blocks after the opening up to the closing count. The first reading of an account has nothing to be
 * compared with and says `not_observed`.
 */
export function reconcile(
  entries: readonly Entry[],
  opening: readonly Balance[],
  closing: readonly Balance[],
): readonly Reconciliation[] {
  return closing.map((close) => {
    const { chain, token, account, block } = close
    const open = opening.find(
      (each) =>
        each.chain === chain && each.token === token && each.account === account && each.block <= block,
    )
    const row = {
      chain,
      token,
      account,
      fromBlock: open?.block ?? null,
      toBlock: block,
      observed: close.amount,
    }
    if (!open) return { ...row, expected: null, difference: null, status: 'not_observed' as const }
    const expected = entries
      .filter((entry) => entry.source.chain === chain && entry.token.address === token)
      .filter((entry) => entry.source.block > open.block && entry.source.block <= block)
      .reduce((total, entry) => total + movement(entry, account), open.amount)
    const difference = close.amount - expected
    return {
      ...row,
      expected,
      difference,
      status: difference === 0n ? ('matches' as const) : ('differs' as const),
    }
  })
}

/** How an entry changes an account's free balance. Stake given leaves it, a slash takes from stake and not from it. */
export function movement(entry: Entry, account: string): bigint {
  if (entry.amount === null || entry.kind === 'penalty') return 0n
  if (entry.kind === 'stake') return entry.from === account ? -entry.amount : 0n
  // An emission to a named payee arrives in its account; one that only accrues names none.
  const received = entry.to === account ? entry.amount : 0n
  const paid = entry.from === account ? entry.amount : 0n
  return received - paid
}
