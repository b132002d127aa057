import type { EventDecoder } from '../../../event.ts'
import { transfer } from './transfer.ts'

/** A token whose transfers may be payments. */
export const decoders: readonly EventDecoder[] = [transfer]
