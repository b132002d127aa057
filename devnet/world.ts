import type { Chain } from './chain/chain.ts'
import type { Encoder } from './chain/encoder.ts'
import type { Call } from './chain/journal.ts'
import type { Beacon } from './network/beacon.ts'
import type { BlobStore } from './network/blob-store.ts'
import type { Validators } from './validators/world.ts'

/** What a world stands on. */
export interface Places {
  readonly encoder: Encoder
  readonly chain: Chain
  readonly blobs: BlobStore
}

/** What happens on the chain, and what anybody may know of it. */
export interface PlayedWorld {
  /** Name of its network's folder. */
  readonly network: string
  /** Its chain of validators, where it has one. */
  readonly validators?: Pick<Validators, 'url'>
  /** Everything that happens in a block, in order. */
  planBlock(block: number): Promise<Call[]>
  /** What else moves on when the chain stands at a block. */
  follow?(head: number): Promise<void>
  /** Writes the network's folder below `networks`. */
  describe(networks: string, beacon: Beacon): Promise<void>
  close(): Promise<void>
}
