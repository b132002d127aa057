/** What a receipt says of a transaction's cost, in base units of the chain's own coin. */
export interface GasReceipt {
  readonly gasUsed: bigint
  readonly effectiveGasPrice: bigint
  /** Data fee of a rollup's parent chain; zero elsewhere. */
  readonly l1Fee?: bigint
}

/** What the sender paid: gas *used*, at the price it was charged. The limit is what it allowed, and never a cost. */
export function gasPaid(receipt: GasReceipt): bigint {
  return receipt.gasUsed * receipt.effectiveGasPrice + (receipt.l1Fee ?? 0n)
}
