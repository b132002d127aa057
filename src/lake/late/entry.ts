import { z } from 'zod'
import { CHAINED, decodeShape } from '../manifest.ts'

// Format: docs/formats/lake.md, section 6.

const LateShape = z.strictObject({
  ...CHAINED,
  manifest: z.literal('late'),
  /** The greatest number of a verdict in this entry and in those before it. */
  verdicts: z.int().nonnegative(),
})

export type LateEntry = z.infer<typeof LateShape>

/** A stranger's entry of late data. @throws MalformedEvidence `LAKE_INVALID` */
export function decodeLate(bytes: Uint8Array): LateEntry {
  return decodeShape(bytes, LateShape, 'an entry of late data')
}

/** The name of the manifest of a network's late data. */
export function nameLate(network: string): string {
  return `late-${network}`
}
