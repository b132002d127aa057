import type { Address, Hash32 } from '../../src/claim/hex.ts'

/** What one transaction of a history did to registries or to a verifier. */
export type Act =
  | {
      readonly kind: 'register'
      readonly registry: Address
      readonly node: Hash32
      readonly measurement: Hash32
    }
  | { readonly kind: 'enable' | 'disable' | 'heartbeat'; readonly registry: Address; readonly node: Hash32 }
  | { readonly kind: 'approve' | 'revoke'; readonly registry: Address; readonly measurement: Hash32 }
  | { readonly kind: 'limit'; readonly registry: Address; readonly seconds: number }
  | { readonly kind: 'name'; readonly verifier: Address; readonly registry: Address }

interface Entry {
  readonly measurement: Hash32
  readonly registeredAt: number
  enabled: boolean
  lastHeartbeatAt: number
}

/** A registry as og-evm's TEERegistry.sol keeps it: `getTEE`, `isTEEActive` and `isPCRApproved` over its own storage. */
export class RegistryModel {
  readonly nodes = new Map<Hash32, Entry>()
  readonly approved = new Set<Hash32>()
  maxAge: number

  constructor(maxAge: number) {
    this.maxAge = maxAge
  }

  isActive(node: Hash32, now: number): boolean {
    const entry = this.nodes.get(node)
    return entry?.enabled === true && now - entry.lastHeartbeatAt <= this.maxAge
  }
}

/** Several registries, and the verifiers that name one of them. */
export class RegistriesModel {
  readonly registries: ReadonlyMap<Address, RegistryModel>
  readonly #named = new Map<Address, Address>()
  readonly #everNamed = new Set<Address>()
  #acts = 0

  constructor(limits: ReadonlyMap<Address, number>) {
    this.registries = new Map([...limits].map(([address, seconds]) => [address, new RegistryModel(seconds)]))
  }

  at(registry: Address): RegistryModel {
    const found = this.registries.get(registry)
    if (!found) throw new Error(`no registry ${registry}`)
    return found
  }

  /** Which registry the verifier names; undefined before its first word. */
  namedBy(verifier: Address): Address | undefined {
    return this.#named.get(verifier)
  }

  act(act: Act, now: number): void {
    this.#acts++
    if (act.kind === 'name') {
      const before = this.#named.get(act.verifier)
      if (before) this.#everNamed.add(before)
      this.#everNamed.add(act.registry)
      this.#named.set(act.verifier, act.registry)
      return
    }
    const registry = this.at(act.registry)
    switch (act.kind) {
      case 'limit':
        registry.maxAge = act.seconds
        return
      case 'approve':
        registry.approved.add(act.measurement)
        return
      case 'revoke':
        registry.approved.delete(act.measurement)
        return
      case 'register': {
        const { node, measurement } = act
        const entry = { measurement, registeredAt: this.#acts, enabled: true, lastHeartbeatAt: now }
        registry.nodes.set(node, entry)
        return
      }
      default: {
        const entry = registry.nodes.get(act.node)
        if (!entry) throw new Error(`${act.node} is not registered`)
        if (act.kind === 'heartbeat') entry.lastHeartbeatAt = now
        else entry.enabled = act.kind === 'enable'
      }
    }
  }

  /** The node as the network takes it: of its newest registration in a registry that speaks; undefined when there is none. */
  find(node: Hash32, now: number) {
    const entries = [...this.registries].flatMap(([address, registry]) => {
      const entry = registry.nodes.get(node)
      const speaks = !this.#everNamed.has(address) || [...this.#named.values()].includes(address)
      return entry ? [{ address, registry, entry, speaks }] : []
    })
    const [found] = entries.sort(
      (a, b) => Number(b.speaks) - Number(a.speaks) || b.entry.registeredAt - a.entry.registeredAt,
    )
    if (!found) return undefined
    const { address, registry, entry, speaks } = found
    return {
      registry: address,
      enabled: speaks && entry.enabled,
      active: speaks && registry.isActive(node, now),
      approved: registry.approved.has(entry.measurement),
    }
  }
}
