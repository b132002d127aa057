import type { EventDecoder } from '../../../event.ts'
import { roleDecoders } from '../../openzeppelin/index.ts'
import { registryUpdated } from '../verifier-v1/registryUpdated.ts'
import { settlementVerified } from './settlementVerified.ts'

/** TEESettlement.sol, February 2026, dropped before it reached main. */
export const decoders: readonly EventDecoder[] = [settlementVerified, registryUpdated, ...roleDecoders]
