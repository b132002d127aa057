import type { EventDecoder } from '../../../event.ts'
import { inferenceResultEmitted } from './inferenceResultEmitted.ts'

/** A workflow contract of the alpha testnet: a model run on a schedule. */
export const decoders: readonly EventDecoder[] = [inferenceResultEmitted]
