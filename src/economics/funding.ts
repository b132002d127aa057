import type { Transfer, TransferIndex } from './transfer.ts'

/** Where demand should not come from: the node's own operator, and the protocol or who runs it. */
export type SourceKind =
  | 'operator'
  | 'treasury'
  | 'faucet'
  | 'first-party'
  | 'foundation'
  | 'emission_contract'

export interface TraceTerms {
  /** Exchanges, bridges and other accounts where strangers' money meets: tracing ends there. */
  readonly hubs: ReadonlySet<string>
  /** Number of transfers that may lie between source and payer. */
  readonly maxTransfers: number
  /** Whether a transfer is more than dust against what was passed on: by `next`, or undefined: paid in fees. */
  readonly counts: (transfer: Transfer, next: Transfer | undefined) => boolean
}

export interface FundingTerms extends TraceTerms {
  /** What an account was at a moment, if demand should not come from it. */
  readonly sourceAt: (account: string, at: number) => SourceKind | undefined
}

/** How a payer's money came from a source. */
export interface FundingTrace {
  readonly kind: SourceKind
  /** From the source to the payer; empty where the payer is the source. */
  readonly way: readonly Transfer[]
}

/** Why a payer counts as related to the node that it pays. */
export interface Link {
  readonly rule: string
  /** Transfers from the source to the payer, the earliest first; empty where the rule looks at who the payer is. */
  readonly way: readonly Transfer[]
}

/**
 * The shortest way in which a payer's account was funded by a source before `at`, or undefined: not shown, which is not the
 * same as not so.
 */
export function findFunding(
  payer: string,
  at: number,
  index: TransferIndex,
  terms: FundingTerms,
): FundingTrace | undefined {
  const own = terms.sourceAt(payer, at)
  if (own) return { kind: own, way: [] }
  for (const way of waysTo(payer, at, index, terms)) {
    const [first] = way
    const kind = first && terms.sourceAt(first.from, first.at)
    if (kind) return { kind, way }
  }
  return undefined
}

/**
 * The ways in which money came to a payer's account before `at`, the shortest first. Each transfer on a way is earlier than the one
 * after it; a hub is never passed, nothing is traced into one, and dust funds nobody.
 */
export function* waysTo(
  payer: string,
  at: number,
  index: TransferIndex,
  terms: TraceTerms,
): Generator<readonly Transfer[]> {
  // A hub that pays (a facilitator, a paymaster) pays for strangers: what flows into it says nothing of them.
  if (terms.hubs.has(payer)) return
  let front: readonly Step[] = [{ account: payer, before: at, way: [] }]
  // The latest moment at which money was passed on between two accounts in one token: a later one allows all that an earlier one does.
  const reached = new Map<string, number>()
  for (let transfers = 1; transfers <= terms.maxTransfers; transfers++) {
    const next = new Map<string, Step>()
    for (const step of front) {
      for (const transfer of index.get(step.account) ?? []) {
        if (transfer.at > step.before || terms.hubs.has(transfer.from)) continue
        if (!terms.counts(transfer, step.way[0])) continue
        const way = [transfer, ...step.way]
        yield way
        const passed = `${transfer.from} ${transfer.to} ${transfer.chain} ${transfer.token}`
        if ((reached.get(passed) ?? Number.NEGATIVE_INFINITY) >= transfer.at) continue
        reached.set(passed, transfer.at)
        next.set(passed, { account: transfer.from, before: transfer.at, way })
      }
    }
    front = [...next.values()]
  }
}

interface Step {
  readonly account: string
  readonly before: number
  readonly way: readonly Transfer[]
}
