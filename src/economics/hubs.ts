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

/** A hub with who calls it one. */
export interface NamedHub {
  /** Null: a label of the network's file that names no chain. */
  readonly chainId: number | null
  readonly address: string
  readonly name: string
  readonly source: string
}

interface NamedLabel extends Label {
  readonly chain?: number | undefined
  readonly label: string
  readonly source: string
}

/** The same accounts as `hubsOf`, each once, with their names and sources: those of the network's file first. */
export function nameHubs(
  {
    chains,
    labels,
  }: { readonly chains: readonly { readonly id: number }[]; readonly labels: readonly NamedLabel[] },
  catalogued: readonly (Hub & { readonly name: string; readonly source: string })[],
): readonly NamedHub[] {
  const own = new Set(chains.map((chain) => chain.id))
  const all = [
    ...labels
      .filter(({ kind }) => kind === 'hub')
      .map(({ chain, address, label, source }) => ({ chainId: chain ?? null, address, name: label, source })),
    ...catalogued
      .filter(({ chain }) => own.has(chain))
      .map(({ chain, address, name, source }) => ({ chainId: chain, address, name, source })),
  ]
  const first = new Map<string, NamedHub>()
  for (const hub of all) if (!first.has(hub.address)) first.set(hub.address, hub)
  return [...first.values()]
}
