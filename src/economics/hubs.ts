import type { Label } from './attribution.ts'

/** An account where strangers' money meets: what came through it says nothing of where it came from. */
export interface Hub {
  readonly chain: number
  readonly address: string
}

/** Accounts of a network's chains where strangers' money meets: they link nobody. */
export function hubsOf(
  {
    chains,
    labels,
  }: { readonly chains: readonly { readonly id: number }[]; readonly labels: readonly Label[] },
  catalogued: readonly Hub[],
): ReadonlySet<string> {
  const own = new Set(chains.map((chain) => chain.id))
  const named = labels.filter(({ kind }) => kind === 'hub').map(({ address }) => address)
  return new Set([...catalogued.filter((hub) => own.has(hub.chain)).map((hub) => hub.address), ...named])
}
