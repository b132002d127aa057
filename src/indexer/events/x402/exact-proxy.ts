import type { EventDecoder } from '../decoder.ts'
import { decoders as upto } from './upto-proxy.ts'

/** x402ExactPermit2Proxy: the same events; its call charges what was signed. */
export const decoders: readonly EventDecoder[] = upto
