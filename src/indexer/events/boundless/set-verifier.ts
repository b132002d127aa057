import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'

/** Roots of proofs whose own proof was checked on chain. Source: RiscZeroSetVerifier. */
export const decoders: readonly EventDecoder[] = [
  event('event VerifiedRoot(bytes32 indexed root, bytes seal)', ({ root, seal }) => [
    { kind: 'proof_root', row: { root, seal } },
  ]),
]
