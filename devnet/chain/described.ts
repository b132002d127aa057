import { CHAIN_ID } from './anvil.ts'
import { BLOCK_SECONDS } from './chain.ts'

/** What a network's file says of the local chain, which is asked at `rpcUrl`. */
export const describeChain = (rpcUrl: string) => ({
  id: CHAIN_ID,
  name: 'devnet',
  class: 'devnet',
  family: 'ethereum',
  finality: { tag: 'finalized' },
  integrity: { policy: 'full' },
  endpoints: [rpcUrl],
  blockSeconds: BLOCK_SECONDS,
})
