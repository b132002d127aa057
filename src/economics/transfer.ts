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

/** Transfers by receiver, latest first: made once for many payers. */
export type TransferIndex = ReadonlyMap<string, readonly Transfer[]>

export function indexTransfers(transfers: readonly Transfer[]): TransferIndex {
  const index = Map.groupBy(transfers, (transfer) => transfer.to)
  for (const group of index.values()) group.sort((a, b) => b.at - a.at)
  return index
}

/** How many transfers an account had received by a moment. The index has the latest first. */
export function receivedBy(index: TransferIndex, account: string, at: number): number {
  const all = index.get(account) ?? []
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((all[middle]?.at ?? Number.NEGATIVE_INFINITY) > at) low = middle + 1
    else high = middle
  }
  return all.length - low
}
