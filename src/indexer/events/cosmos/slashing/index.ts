import type { EventDecoder } from '../../../event.ts'
import { validatorUnjailed } from './validatorUnjailed.ts'

/** The slashing precompile 0x806. */
export const decoders: readonly EventDecoder[] = [validatorUnjailed]
