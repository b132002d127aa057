import { type Command, InvalidArgumentError } from 'commander'
import { MalformedEvidence } from '../../src/claim/errors.ts'
import { MAX_NITRO_BYTES } from '../../src/claim/nitro.ts'
import { measurementOf, verifyNitro } from '../checks/nitro.ts'
import { decodeRoots, readAwsRoots } from '../trust/roots.ts'
import { printAnswer } from './answer.ts'
import { readEvidence } from './file.ts'

interface NitroOptions {
  readonly at: Date
  readonly pcr?: ReadonlyMap<number, Uint8Array>
  readonly nonce?: Uint8Array
  readonly maxAge?: number
  readonly allowDebug?: boolean
}

export function addNitroCommand(parent: Command): void {
  parent
    .command('nitro')
    .description('an AWS Nitro attestation document, raw or in base64')
    .argument('<file>')
    .requiredOption('--at <time>', 'the moment in question, ISO 8601; without a zone it is UTC', parseTime)
    .option('--root <pem>', 'trusted root certificates instead of AWS’')
    .option('--pcr <n=hex>', 'expected measurement, may be repeated', parsePcr)
    .option('--nonce <hex>', 'expected nonce', parseHex)
    .option('--max-age <seconds>', 'how old the document may be', parseSeconds)
    .option('--allow-debug', 'accept a debug-mode enclave, which attests nothing')
    .option('--json', 'print one JSON object')
    .action(async (file: string, options: NitroOptions & { root?: string }, command: Command) => {
      await printAnswer('attestation_valid', Boolean(command.optsWithGlobals().json), () =>
        checkNitro(
          readEvidence(file),
          options,
          options.root === undefined ? undefined : readEvidence(options.root),
        ),
      )
    })
}

/** What a document, raw or in base64, says when it holds; `pem` are roots to trust instead of AWS'. Throws what the check throws. */
export function checkNitro(
  file: Uint8Array,
  { at, pcr, nonce, maxAge, allowDebug }: NitroOptions,
  pem?: Uint8Array,
): string {
  const roots = pem === undefined ? readAwsRoots() : decodeRoots(Buffer.from(pem).toString('utf8'))
  const document = verifyNitro(
    decodeText(file),
    { at, roots, allowDebug: allowDebug ?? false },
    {
      ...(pcr && { pcrs: pcr }),
      ...(nonce && { nonce }),
      ...(maxAge !== undefined && { maxAgeSeconds: maxAge }),
    },
  )
  const made = new Date(document.timestamp).toISOString()
  return `module ${document.moduleId}, made ${made}, measurement ${measurementOf(document)}`
}

/** Documents travel as base64 text as often as raw; a raw one starts with a byte that no text has. */
function decodeText(bytes: Uint8Array): Uint8Array {
  // Far too long for a document in any form: its size says so.
  if (bytes.length === 0 || bytes.length > 4 * MAX_NITRO_BYTES) return bytes
  const text = Buffer.from(bytes).toString('latin1')
  if (!/^[A-Za-z0-9+/=\s]+$/.test(text)) return bytes
  const compact = text.replace(/\s/g, '')
  const decoded = Buffer.from(compact, 'base64')
  if (decoded.toString('base64').replace(/=+$/, '') !== compact.replace(/=+$/, ''))
    throw new MalformedEvidence('REJECTED_BASE64', 'base64 text that is broken or has stray bits')
  return decoded
}

/** ISO 8601, without a zone UTC. Throws InvalidArgumentError. */
export function parseTime(text: string): Date {
  const parts =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(text)
  const [, day = '', clock = '00:00', zone = 'Z'] = parts ?? []
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()
  const time = new Date(`${day}T${clock.replace(',', '.')}${offset}`)
  // JavaScript turns 30 February into 1 March.
  if (!parts || Number.isNaN(time.getTime()) || new Date(`${day}T00:00Z`).toISOString().slice(0, 10) !== day)
    throw new InvalidArgumentError('expected a time like 2026-02-12T17:56:02Z')
  return time
}

/** `N=HEX`, added to those before. Throws InvalidArgumentError. */
export function parsePcr(
  text: string,
  before: ReadonlyMap<number, Uint8Array> = new Map(),
): ReadonlyMap<number, Uint8Array> {
  const [, index = '', hex = ''] = /^(\d{1,2})=(.*)$/s.exec(text) ?? []
  if (index === '' || Number(index) > 31 || before.has(Number(index)))
    throw new InvalidArgumentError('expected N=HEX, N from 0 to 31, each once')
  return new Map(before).set(Number(index), parseHex(hex))
}

/** Whole bytes. Throws InvalidArgumentError. */
export function parseHex(text: string): Uint8Array {
  const [, digits = ''] = /^(?:0x)?((?:[0-9a-f]{2})+)$/i.exec(text) ?? []
  if (digits === '') throw new InvalidArgumentError('expected whole bytes of hex')
  return Buffer.from(digits, 'hex')
}

function parseSeconds(text: string): number {
  if (!/^\d{1,12}(\.\d{1,9})?$/.test(text)) throw new InvalidArgumentError('expected a number of seconds')
  return Number(text)
}
