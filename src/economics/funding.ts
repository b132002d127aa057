/** One transfer of value between accounts. */
export interface Transfer {
  readonly from: string
  readonly to: string
  /** Unix seconds. */
  readonly at: number
  /** EIP-155 id. */
  readonly chain: number
  readonly block: number
  readonly txHash: string
  /** Its address; null where the log names none. */
  readonly token: string | null
  /** Base units. */
  readonly amount: bigint
  /** Absent: by a proven event. True: at an endpoint's word. */
  readonly unproved?: boolean
}

export type SourceKind = 'operator' | 'treasury' | 'faucet' | 'first-party'

export interface FundingTerms {
  /** What an account was at a moment, if demand should not come from it. */
  readonly sourceAt: (account: string, at: number) => SourceKind | undefined
  /** Exchanges, bridges and other accounts where strangers' money meets: tracing ends there. */
  readonly hubs: ReadonlySet<string>
  /** Number of transfers that may lie between source and payer. */
  readonly maxTransfers: number
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

/** Transfers by receiver, latest first: made once for many payers. */
export type TransferIndex = ReadonlyMap<string, readonly Transfer[]>

export function indexTransfers(transfers: readonly Transfer[]): TransferIndex {
  const index = Map.groupBy(transfers, (transfer) => transfer.to)
  for (const group of index.values()) group.sort((a, b) => b.at - a.at)
  return index
}

/**
 * The shortest way in which a payer's account was funded by a source before `at`, or undefined: not shown, which is not the
 * same as not so. Each transfer on the way is earlier than the one after it; a hub is never passed, and nothing is traced into one.
 */
export function findFunding(
  payer: string,
  at: number,
  index: TransferIndex,
  terms: FundingTerms,
): FundingTrace | undefined {
  const own = terms.sourceAt(payer, at)
  if (own) return { kind: own, way: [] }
  // A hub that pays (a facilitator, a paymaster) pays for strangers: what flows into it says nothing of them.
  if (terms.hubs.has(payer)) return undefined
  let front: readonly Step[] = [{ account: payer, before: at, way: [] }]
  // The latest moment at which an account was reached: a later one allows all that an earlier one does.
  const reached = new Map<string, number>([[payer, at]])
  for (let transfers = 1; transfers <= terms.maxTransfers; transfers++) {
    const next = new Map<string, Step>()
    for (const step of front) {
      for (const transfer of index.get(step.account) ?? []) {
        if (transfer.at > step.before || terms.hubs.has(transfer.from)) continue
        const way = [transfer, ...step.way]
        const kind = terms.sourceAt(transfer.from, transfer.at)
        if (kind) return { kind, way }
        if ((reached.get(transfer.from) ?? Number.NEGATIVE_INFINITY) >= transfer.at) continue
        reached.set(transfer.from, transfer.at)
        next.set(transfer.from, { account: transfer.from, before: transfer.at, way })
      }
    }
    front = [...next.values()]
  }
  return undefined
}

interface Step {
  readonly account: string
  readonly before: number
  readonly way: readonly Transfer[]
}
