import type { EventDecoder } from '../../../event.ts'
import { roleDecoders } from '../../openzeppelin/index.ts'
import { ownershipTransferred } from '../../openzeppelin/ownershipTransferred.ts'
import { batchSettlement } from './batchSettlement.ts'
import { individualSettlement } from './individualSettlement.ts'

/**
 * InferenceSettlementRelay.sol (og-evm main), formerly FacilitatorSettlementRelay, and both second generations of
 * inference-facilitator's settlement.sol (015ceb5 with roles, b970b8c without): the same events.
 */
export const decoders: readonly EventDecoder[] = [
  batchSettlement,
  individualSettlement,
  ...roleDecoders,
  ownershipTransferred,
]
