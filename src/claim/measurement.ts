import { decode } from 'cbor2'
import { pcrHashOf } from './hash.ts'
import { type Hash32, type Hex, toBytes } from './hex.ts'
import { MAX_NITRO_BYTES } from './nitro.ts'

/**
 * The measurement that an attestation document states, believed as it stands: COSE_Sign1, its payload's PCR 0 to 2.
 * Lenient on purpose: it says what a registry would have read, while the watchdog says whether it was true.
 * Null when the document holds no such thing.
 */
export function findMeasurement(document: Hex): Hash32 | null {
  if (document.length > 2 + 2 * MAX_NITRO_BYTES) return null
  try {
    const envelope = withoutTag(decode(toBytes(document)))
    const payload = Array.isArray(envelope) ? envelope[2] : undefined
    if (!(payload instanceof Uint8Array)) return null
    const pcrs = field(decode(payload), 'pcrs')
    const [pcr0, pcr1, pcr2] = [0, 1, 2].map((index) => field(pcrs, index))
    if (!(pcr0 instanceof Uint8Array && pcr1 instanceof Uint8Array && pcr2 instanceof Uint8Array)) return null
    return pcrHashOf(pcr0, pcr1, pcr2)
  } catch {
    // Bytes of a stranger; whatever they are, they state no measurement.
    return null
  }
}

function field(map: unknown, key: string | number): unknown {
  if (map instanceof Map) return map.get(key)
  return typeof map === 'object' && map !== null ? (map as Record<string, unknown>)[String(key)] : undefined
}

function withoutTag(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'contents' in value ? value.contents : value
}
