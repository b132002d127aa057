import type { Address } from '../../src/claim/hex.ts'
import type { Network } from '../../src/platform/network.ts'

// Which interfaces of network.json may emit which of the events that are read here. A relay's word about who is
// registered counts as little as a stranger's.
const EMITTERS: readonly (readonly [events: RegExp, interfaces: RegExp])[] = [
  [/^(TEE|PCR|Heartbeat)/, /^opengradient\/(tee-registry|heartbeat)/],
  [/^RegistryUpdated$/, /^opengradient\/(verifier|tee-settlement)/],
  [/^(Batch|Individual)Settlement$/, /^opengradient\/settlement-relay/],
  [/^(NodeRegistered|ModelPublished|ProofSubmitted)$/, /^assay\//],
  [/^ProofDelivered$/, /^boundless\/market/],
  [/^VerifiedRoot$/, /^boundless\/set-verifier$/],
]

/** The contracts of a network on one chain, and what each may say. */
export class Contracts {
  readonly #contracts: Network['contracts']

  constructor(network: Network, chainId: number) {
    this.#contracts = network.contracts.filter(({ chain }) => chain === chainId)
  }

  /** Of the first contract; 0 when it is not known. */
  get fromBlock(): number {
    return this.#contracts.length ? Math.min(...this.#contracts.map(({ fromBlock }) => fromBlock ?? 0)) : 0
  }

  /** Where to look for logs; empty when an interface is accepted from any contract. */
  get addresses(): readonly Address[] {
    const addresses = this.#contracts.map(({ address }) => address)
    return addresses.every((address) => address !== undefined) ? [...new Set(addresses)] : []
  }

  /** Contracts that network.json ends, each with its last block. */
  get ends(): readonly { readonly address: Address; readonly toBlock: number }[] {
    return this.#contracts.flatMap(({ address, toBlock }) =>
      address !== undefined && toBlock !== undefined ? [{ address, toBlock }] : [],
    )
  }

  /** Whether network.json names this contract itself. */
  isListed(address: Address): boolean {
    return this.#contracts.some((contract) => contract.address === address)
  }

  /** Whether an event of this name counts when this contract emits it; in this block, where one is given. */
  mayEmit(address: Address, eventName: string, block?: number): boolean {
    const interfaces = EMITTERS.find(([events]) => events.test(eventName))?.[1]
    if (!interfaces) return false
    return this.#contracts.some(
      (contract) =>
        interfaces.test(contract.interface) &&
        (block === undefined ||
          (block >= (contract.fromBlock ?? 0) && block <= (contract.toBlock ?? Number.POSITIVE_INFINITY))) &&
        (contract.address === undefined || contract.address === address),
    )
  }
}
