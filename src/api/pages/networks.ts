import type { Network } from '../../platform/network.ts'
import type { ChainStatus } from '../http/status.ts'

/** A chain as the start page shows it. Heights are block numbers, null with a reason where this server cannot say. */
export interface ShownChain {
  readonly network: string
  readonly title: string
  readonly chainId: number
  readonly name: string | null
  readonly class: string | null
  readonly head: number | null
  readonly height: number | null
  /** Blocks between the head and the height. */
  readonly lag: number | null
  readonly finalizedHeight: number | null
  readonly updatedAt: string | null
  readonly reason: string | null
}

/**
 * Every chain of every configured network, with where it stands. `found` is what the database says, or in words why it
 * does not answer. A chain that only the database has is shown as well.
 */
export function listShownChains(
  networks: readonly Network[],
  found: readonly ChainStatus[] | string,
): ShownChain[] {
  const statuses = typeof found === 'string' ? [] : found
  const configured = networks.flatMap(({ name, title, disabled, chains }) =>
    chains.map((chain): ShownChain => {
      const status = statuses.find((each) => each.network === name && Number(each.chainId) === chain.id)
      const missing =
        typeof found === 'string' ? found : (disabled ?? 'no block of this chain is indexed yet')
      const named = { network: name, title, chainId: chain.id, name: chain.name, class: chain.class }
      return { ...named, ...placeOf(status), reason: reasonOf(status, missing) }
    }),
  )
  const others = statuses
    .filter(
      ({ network, chainId }) =>
        !configured.some((each) => each.network === network && each.chainId === Number(chainId)),
    )
    .map((status): ShownChain => {
      const { network, chainId } = status
      const named = { network, title: network, chainId: Number(chainId), name: null, class: null }
      return {
        ...named,
        ...placeOf(status),
        reason: 'this server has no file of this network: name and class are not known',
      }
    })
  return [...configured, ...others]
}

function reasonOf(status: ChainStatus | undefined, missing: string): string | null {
  if (!status) return missing
  if (status.height >= 0) return status.trouble?.message ?? null
  return `no block of this chain is indexed yet${status.trouble ? `: ${status.trouble.message}` : ''}`
}

function placeOf(status: ChainStatus | undefined) {
  return {
    head: status?.head ?? null,
    height: status?.height ?? null,
    lag: status?.lag ?? null,
    finalizedHeight: status?.finalizedHeight ?? null,
    updatedAt: status?.updatedAt ?? null,
    trouble: status?.trouble ?? null,
  }
}
