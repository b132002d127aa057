import { compare, type Exact } from '../exact.ts'
import { type Known, missing } from '../known.ts'
import type { Entry } from '../ledger.ts'
import type { Operators } from '../operators.ts'

/** A node of an operator with the accounts that were ever its own. */
interface Owned {
  readonly node: string
  readonly accounts: ReadonlySet<string>
}

/** An account at which nodes of one operator are paid, and what came there without a node's name. */
export interface Till<T> {
  readonly account: string
  /** Nodes whose own it ever was. */
  readonly nodes: readonly T[]
  /** Fees, and what was given back of them. */
  readonly entries: readonly Entry[]
}

/**
 * What is an operator's, whichever of its nodes it was for: it came to an account that was ever only theirs. `nodes`: the operator's that
 * are asked about; what came to an account that was another node's too is not told. `stray`: entries that name no node. `strangers`:
 * accounts where strangers meet.
 */
export function tillsOf<T extends Owned>(
  nodes: readonly T[],
  stray: readonly Entry[],
  operators: Operators,
  strangers: ReadonlySet<string>,
): readonly Till<T>[] {
  const names = new Set(nodes.map(({ node }) => node))
  const accounts = new Set(nodes.flatMap((each) => [...each.accounts]))
  return [...accounts]
    .filter((account) => !strangers.has(account))
    .filter((account) => operators.nodesOf(account).every((each) => names.has(each)))
    .map((account) => ({
      account,
      nodes: nodes.filter((each) => each.accounts.has(account)),
      entries: stray.filter(({ kind, from, to }) =>
        kind === 'fee' ? to === account : kind === 'refund' && from === account,
      ),
    }))
    .filter(({ entries }) => entries.length > 0)
}

/**
 * The delegators' part of what came at a moment to an account that several nodes share. It is told where it is the same of each of them.
 */
export function commonPart(parts: readonly ((at: number) => Known<Exact>)[]): (at: number) => Known<Exact> {
  return (at) => {
    const [first = NONE, ...others] = parts.map((part) => part(at))
    for (const each of others) {
      if (!first.known || !each.known) return first.known ? each : first
      if (compare(first.value, each.value) !== 0) return NONE
    }
    return first
  }
}

const NONE = missing<Exact>(
  'NOT_ATTRIBUTABLE',
  'which of several nodes a fee was for, whose delegators have different parts of it',
)
