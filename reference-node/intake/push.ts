import { z } from 'zod'
import { AuditFault } from '../../src/claim/errors.ts'
import { parseStrictJson } from '../../src/claim/strict-json.ts'
import { IntakeRefused } from './refused.ts'

/** What one request may hold. */
export const PUSH_BYTES = 16 << 20
/** Entries of one request. */
const PUSH_ENTRIES = 5000
const HEAD_BYTES = 1 << 17

const Head = z.strictObject({ from: z.number().int().min(0), checkpoint: z.string() })

/** Entries of a log as they are pushed: `from` which index on, their bundles, and the checkpoint that covers the last of them. */
export interface Push {
  readonly from: number
  readonly checkpoint: string
  readonly bundles: readonly Uint8Array[]
}

/** A push as the body of a request: one line of JSON, then each bundle as a line. A canonical bundle has no line end. */
export function formatPush({ from, checkpoint, bundles }: Push): Buffer {
  const lines = [Buffer.from(JSON.stringify({ from, checkpoint })), ...bundles]
  return Buffer.concat(lines.flatMap((line) => [line, Buffer.of(0x0a)]))
}

/** @throws IntakeRefused `INTAKE_FORM` */
export function parsePush(body: Uint8Array): Push {
  const lines: Uint8Array[] = []
  for (let start = 0; start < body.length; ) {
    const end = body.indexOf(0x0a, start)
    if (end < 0) throw malformed('its last line has no end')
    lines.push(body.subarray(start, end))
    if (lines.length > PUSH_ENTRIES + 1) throw malformed(`more than ${PUSH_ENTRIES} bundles`)
    start = end + 1
  }
  const [first, ...bundles] = lines
  if (!first || bundles.length === 0) throw malformed('no bundle in it')
  try {
    const limits = { maxBytes: HEAD_BYTES, maxDepth: 2, maxValues: 3 }
    return { ...Head.parse(parseStrictJson(first, limits)), bundles }
  } catch (cause) {
    if (cause instanceof IntakeRefused) throw cause
    throw malformed('its first line is not {"from", "checkpoint"}', cause)
  }
}

function malformed(why: string, cause?: unknown): IntakeRefused {
  return new IntakeRefused(400, 'INTAKE_FORM', `not a push of a log: ${why}`, { cause })
}

/** Text that Postgres can keep as JSON: it has no character 0. @throws AuditFault `BUNDLE_FORM` */
export function assertStorable(bundle: Uint8Array): void {
  if (Buffer.from(bundle).includes('\\u0000'))
    throw new AuditFault('BUNDLE_FORM', 'not a bundle: a character of no use')
}
