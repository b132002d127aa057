import type { EventDecoder } from '../../../event.ts'
import { permitFailed } from '../permitFailed.ts'
import { settled } from './settled.ts'
import { settledWithPermit } from './settledWithPermit.ts'

/** x402UptoPermit2Proxy: a payer signs a cap, the facilitator charges up to it. */
export const decoders: readonly EventDecoder[] = [settled, settledWithPermit, ...permitFailed]
