import type { EventDecoder } from '../event.ts'
import type { Interfaces } from '../events.ts'
import { decoders as assayV1 } from './assay/v1/index.ts'
import { decoders as erc20Transfer } from './erc20/transfer/index.ts'
import { decoders as settlementRelayV2 } from './opengradient/settlement-relay-v2/index.ts'
import { decoders as teeRegistryV1 } from './opengradient/tee-registry-v1/index.ts'
import { decoders as verifierV1 } from './opengradient/verifier-v1/index.ts'
import { decoders as x402Exact } from './x402/exact-proxy/index.ts'
import { decoders as x402Upto } from './x402/upto-proxy/index.ts'

const KNOWN: Record<string, readonly EventDecoder[]> = {
  'assay/v1': assayV1,
  'erc20/transfer': erc20Transfer,
  'opengradient/settlement-relay-v2': settlementRelayV2,
  'opengradient/tee-registry-v1': teeRegistryV1,
  'opengradient/verifier-v1': verifierV1,
  'x402/exact-proxy': x402Exact,
  'x402/upto-proxy': x402Upto,
}

/** Decoders by the name of the interface that a contract in network.json states. */
export const interfaces: Interfaces = new Map(Object.entries(KNOWN))
