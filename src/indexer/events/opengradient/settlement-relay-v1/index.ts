import type { EventDecoder } from '../../../event.ts'
import { roleDecoders } from '../../openzeppelin/index.ts'
import { ownershipTransferred } from '../../openzeppelin/ownershipTransferred.ts'
import { batchSettlement } from './batchSettlement.ts'
import { settlement } from './settlement.ts'
import { settlementWithMetadata } from './settlementWithMetadata.ts'

/** inference-facilitator settlement.sol, December 2025. */
export const decoders: readonly EventDecoder[] = [
  settlement,
  batchSettlement,
  settlementWithMetadata,
  ...roleDecoders,
  ownershipTransferred,
]
