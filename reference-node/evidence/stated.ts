import { Unavailable } from '../../src/claim/errors.ts'
import { toHex } from '../../src/claim/hex.ts'
import type { SignedResponse } from '../checks/signature/verify.ts'
import type { ChainRecord } from './records.ts'

/** What the database says the chain says; hashes as hexadecimal without 0x. */
export type Stated = Readonly<Record<string, string | number | null>>

/**
 * Compares what the database says with what was read from the chain. A verdict about one must not be filed under the
 * other.
 * @throws Unavailable `FACT_DIFFERS`: once the index is mended, the same check gives an answer
 */
export function assertStated(stated: Stated, record: ChainRecord, handOff: SignedResponse | undefined): void {
  const found = listFields(record, handOff)
  for (const [name, value] of Object.entries(found)) {
    const said = stated[name]
    // Null where a column cannot hold what a stranger wrote: nothing is said then, so nothing can differ.
    if (said === null || said === undefined || String(said) === value) continue
    throw new Unavailable('FACT_DIFFERS', `${name}: the database says ${said}, the chain ${value}`)
  }
}

function listFields(record: ChainRecord, handOff: SignedResponse | undefined): Record<string, string> {
  if (handOff) {
    const { teeId, inputHash, outputHash, timestamp, signature } = handOff
    const hashes = { node: bare(teeId), input: bare(inputHash), output: bare(outputHash) }
    return { ...hashes, signature: bare(toHex(signature)), time: String(timestamp) }
  }
  switch (record.kind) {
    case 'registration':
      return { node: bare(record.teeId) }
    case 'heartbeat': {
      const fields = { node: bare(record.teeId), time: String(record.timestamp) }
      // Of several that may have been sent nothing shows which one was.
      const [only, ...more] = record.signed
      return only && !more.length ? { ...fields, signature: bare(toHex(only.signature)) } : fields
    }
    case 'batch':
      return { root: bare(record.root), size: String(record.size) }
    case 'proof':
      return {
        node: bare(record.node),
        input: bare(record.claim.inputHash),
        output: bare(record.claim.outputHash),
      }
    case 'seal':
      return { node: bare(record.prover), input: bare(record.request), output: bare(record.claim) }
    case 'individual':
      return {}
  }
}

function bare(hex: string): string {
  return hex.slice(2)
}
