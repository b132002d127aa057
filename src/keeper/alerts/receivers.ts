import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Misconfigured } from '../../claim/errors.ts'
import { RULE_NAMES } from './rules.ts'

const Receiver = z.strictObject({
  /** Names its place in the outbox: another name begins at the newest alert. */
  name: z.string().regex(/^[a-z0-9-]{1,60}$/, 'a name is of lower-case letters, digits and dashes'),
  url: z.url({ protocol: /^https?$/, error: 'not an http or https URL' }),
  /** As Standard Webhooks have it: whsec_ and 24 to 64 bytes in base64. */
  secret: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'a secret is whsec_ and at least 24 bytes in base64')
    .transform((text) => Buffer.from(text.slice('whsec_'.length), 'base64')),
  /** Left out: every rule. */
  rules: z.array(z.enum(RULE_NAMES)).min(1).optional(),
  /** Replay: begin again after this alert's number, once for each value. */
  after: z.number().int().min(0).optional(),
})

/** Who is told of alerts, and how it can tell that they are from here. */
export type AlertReceiver = z.infer<typeof Receiver>

// Each holds a connection of the database while it is asked.
const MOST = 20

const Receivers = z
  .array(Receiver)
  .max(MOST)
  .superRefine((all, context) => {
    for (const [index, { name }] of all.entries())
      if (all.findIndex((each) => each.name === name) !== index)
        context.addIssue({ code: 'custom', message: `${name} stands twice`, path: [index] })
  })

/**
 * The receivers in a file; none when no file is named.
 * @throws Misconfigured `ALERT_RECEIVERS_INVALID` naming every fault at once, and no secret
 */
export async function readReceivers(file: string): Promise<readonly AlertReceiver[]> {
  if (file === '') return []
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    // The parser's own words may quote a secret.
    const code = (cause as NodeJS.ErrnoException).code
    throw new Misconfigured(
      'ALERT_RECEIVERS_INVALID',
      `${file} is ${code ? `unreadable (${code})` : 'not JSON'}`,
    )
  }
  const parsed = Receivers.safeParse(value)
  if (!parsed.success)
    throw new Misconfigured('ALERT_RECEIVERS_INVALID', `${file}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
