import { readFileSync } from 'node:fs'
import { KnownLinks } from '../../src/claim/nitro-chain.ts'
import { verifyNitro } from '../../src/claim/nitro-verify.ts'
import { readAwsRoots } from '../../src/platform/attestation-roots.ts'
import { atLeast, compareWays, type Figure } from './measure.ts'

const DOCUMENTS = 25

/** A real document, every check; with and without remembering the links between certificates. */
export async function benchNitro(): Promise<Figure[]> {
  const document = readFileSync(
    new URL('../../test/fixtures/nitro/og-evm_attestation_doc.cbor', import.meta.url),
  )
  const trust = { at: new Date('2026-02-12T17:56:02.724Z'), roots: readAwsRoots(), allowDebug: false }
  const links = new KnownLinks()
  const many = (known?: KnownLinks) => () => {
    for (let each = 0; each < DOCUMENTS; each++)
      verifyNitro(document, { ...trust, ...(known && { links: known }) })
  }
  const rates = await compareWays({
    cold: { items: DOCUMENTS, work: many() },
    known: { items: DOCUMENTS, work: many(links) },
  })
  return [
    atLeast('Nitro documents, every signature checked', rates.cold, 'documents/s per core', 150),
    atLeast('Nitro documents, links between certificates known', rates.known, 'documents/s per core', 400),
  ]
}
