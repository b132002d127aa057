import type { Network, NetworkClass } from '../../platform/network.ts'

export interface Token {
  readonly chainId: number
  readonly address: string
  readonly symbol: string | null
  readonly decimals: number | null
  readonly class: NetworkClass | null
}

/** What the networks' files say of chains and tokens; the database knows neither names nor classes. */
export class TokenBook {
  readonly #networks: ReadonlyMap<string, Network>
  readonly #tokens = new Map<string, Token>()

  constructor(networks: readonly Network[]) {
    this.#networks = new Map(networks.map((each) => [each.name, each]))
    for (const network of networks)
      for (const { chain, address, symbol, decimals, class: class_ } of network.tokens)
        this.#tokens.set(`${network.name} ${chain} ${address}`, {
          chainId: chain,
          address,
          symbol,
          decimals,
          class: class_,
        })
  }

  /** The token; with null in place of what no file says. Its class is then that of its chain. */
  token(network: string, chainId: number, address: string): Token {
    const known = this.#tokens.get(`${network} ${chainId} ${address}`)
    return (
      known ?? { chainId, address, symbol: null, decimals: null, class: this.chainClass(network, chainId) }
    )
  }

  /** Everything that the files say of tokens, by `network chain address`, and of chains, by `network chain`: for SQL. */
  maps() {
    const tokens = [...this.#tokens]
    const chains = [...this.#networks.values()].flatMap(({ name, chains }) =>
      chains.map((chain) => [`${name} ${chain.id}`, chain.class] as const),
    )
    return {
      symbols: Object.fromEntries(tokens.map(([key, token]) => [key, token.symbol])),
      decimals: Object.fromEntries(tokens.map(([key, token]) => [key, token.decimals])),
      classes: Object.fromEntries(tokens.map(([key, token]) => [key, token.class])),
      chainClasses: Object.fromEntries(chains),
    }
  }

  title(network: string): string | null {
    return this.#networks.get(network)?.title ?? null
  }

  chainTitle(network: string, chainId: number): string | null {
    return this.#chain(network, chainId)?.name ?? null
  }

  chainClass(network: string, chainId: number): NetworkClass | null {
    return this.#chain(network, chainId)?.class ?? null
  }

  #chain(network: string, chainId: number) {
    return this.#networks.get(network)?.chains.find((each) => each.id === chainId)
  }
}
