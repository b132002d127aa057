/** What an account did with its stake, in order. Addresses are lower-case hexadecimal. */
export type StakeEvent =
  /** `total` stands there from now on; 0: it was taken out. */
  | { readonly what: 'staked'; readonly account: string; readonly total: bigint }
  /** It waits to be taken out, and has no power from now on. */
  | { readonly what: 'withdrawing'; readonly account: string }
  /** The power for rewards is `to`'s from now on. */
  | { readonly what: 'delegated'; readonly account: string; readonly to: string }

interface Position {
  readonly total: bigint
  readonly isWithdrawing: boolean
  readonly to: string
}

/**
 * The power for rewards of each account after the events: its own stake and what others gave it. Stake that waits to be taken out has
 * none. Source: docs/methodology/market.md.
 */
export function powersOf(events: Iterable<StakeEvent>): ReadonlyMap<string, bigint> {
  const positions = new Map<string, Position>()
  for (const event of events) {
    const { account } = event
    const before = positions.get(account) ?? { total: 0n, isWithdrawing: false, to: account }
    positions.set(account, after(before, event))
  }
  const powers = new Map<string, bigint>()
  for (const { total, isWithdrawing, to } of positions.values())
    if (total > 0n && !isWithdrawing) powers.set(to, (powers.get(to) ?? 0n) + total)
  return powers
}

function after(position: Position, event: StakeEvent): Position {
  switch (event.what) {
    case 'staked':
      // A position that was taken out is over; the next one of its account begins anew.
      return { ...position, total: event.total, isWithdrawing: event.total > 0n && position.isWithdrawing }
    case 'withdrawing':
      return { ...position, isWithdrawing: true }
    case 'delegated':
      return { ...position, to: event.to }
  }
}
