import type { EventDecoder } from '../../../event.ts'
import { roleDecoders } from '../../openzeppelin/index.ts'
import { registryUpdated } from './registryUpdated.ts'

/** TEEInferenceVerifier.sol and TEEBatchVerifier.sol (og-evm main): their checks are views and emit nothing. */
export const decoders: readonly EventDecoder[] = [registryUpdated, ...roleDecoders]
