import type { MockChain } from '../support/mockchain/chain.ts'
import { nonsense, registry, relay, staking, transaction, work } from '../support/traffic.ts'

/** The name of the network in every dump. */
export const NETWORK = 'kept'
export const CHAIN = { seed: 20261126, blockSeconds: 600 }

/** The blocks that a dump was made of. They are never changed: a new version's dump adds a world of its own. */
export function mineKept(chain: MockChain): void {
  chain.mine([transaction(registry.approved()), transaction(registry.registered(), registry.roleGranted())])
  chain.mine([transaction(registry.heartbeat(1_790_000_000n)), transaction(work.registered(), work.model())])
  chain.mine([transaction(work.stake(1000n), work.assigned()), transaction(work.proof(), work.fee(50n))])
  chain.mine([transaction(work.fee(7n), work.refund(7n), work.reward(30n)), transaction(work.parameter())])
  chain.mine([transaction(relay.batch(12n), relay.individual(1_790_000_100n))])
  chain.mine([transaction(work.slash(400n), work.slash(0n)), transaction(work.stake(-100n))])
  chain.mine([
    transaction(staking.redelegated(40n)),
    ...Object.values(nonsense).map((make) => transaction(make())),
  ])
  for (let i = 0; i < 5; i++) chain.mine([])
  chain.mine([transaction(registry.heartbeat(1_790_003_000n)), transaction(registry.disabled())])
  chain.mine([transaction(work.status(false)), transaction(work.registered('https://moved.example'))])
}

/** What happens after the upgrade. */
export function mineMore(chain: MockChain): void {
  chain.mine([transaction(work.fee(11n), work.stake(5n)), transaction(registry.enabled())])
  chain.mine([transaction(registry.heartbeat(1_790_009_000n)), transaction(relay.batch(3n))])
}
