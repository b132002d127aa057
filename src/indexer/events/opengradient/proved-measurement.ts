import { type Hash32, type Hex, toBytes } from '../../../claim/hex.ts'
import { measurementOf } from '../../../claim/nitro-verify.ts'
import { type Registered, verifyDocument } from '../../../claim/registered-document.ts'
import { agreed, type Called } from './calldata.ts'

/** Documents of one registration that are verified at most: each costs milliseconds, and an input may hold hundreds. */
const MOST_DOCUMENTS = 4

interface Handed {
  readonly attestationDocument: Hex
  readonly signingPublicKey: Hex
  readonly tlsCertificate: Hex
}

/**
 * The measurement of a registration that another contract made: what the documents found in its input prove. One counts when the
 * hardware signed it for the registered key, in time; whether the registry read that very one is then all the same, for the key ran
 * in that code. Null where none proves itself, where two prove different code, and where there may be more than were looked at.
 */
export function provedMeasurement(called: Called<Handed>, at: Registered): Hash32 | null {
  const documents = new Map(
    called.found.map((each) => [`${each.attestationDocument} ${each.tlsCertificate}`, each]),
  )
  if (documents.size > MOST_DOCUMENTS) return null
  const found = [...documents.values()].flatMap((each) => findProved(each, at) ?? [])
  return agreed({ ...called, found }, (each) => each)
}

function findProved(call: Handed, at: Registered): Hash32 | undefined {
  const [attestation, signingKey, tlsCertificate] = [
    call.attestationDocument,
    call.signingPublicKey,
    call.tlsCertificate,
  ].map(toBytes) as [Uint8Array, Uint8Array, Uint8Array]
  try {
    return measurementOf(verifyDocument({ attestation, signingKey, tlsCertificate }, at))
  } catch {
    // Bytes of a stranger; whatever stands against them, they prove nothing.
    return undefined
  }
}
