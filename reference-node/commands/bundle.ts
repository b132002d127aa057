import { InvalidArgumentError } from 'commander'
import { Misconfigured } from '../../src/claim/errors.ts'
import type { SnarkProtocol } from '../checks/snark/key.ts'
import {
  type CommandAnswer,
  type CommandCheck,
  type CommandStatement,
  type Found,
  judge,
  type Note,
} from './answer.ts'
import { checkBatch } from './batch.ts'
import { assertEvidence } from './file-kind.ts'
import { checkNitro } from './nitro.ts'
import { parseHex, parsePcr, parseRoot, parseTime } from './parse.ts'
import { openSignature } from './signature.ts'
import { checkSnark, openSubject, statementOf } from './snark.ts'

/** Evidence as bytes instead of files: what the commands of `assay verify` take, under their names. */
interface Bundle {
  readonly kind: 'nitro' | 'signature' | 'batch' | SnarkProtocol
  readonly files: { readonly [name in FileName]?: Given | undefined }
  readonly at?: string | undefined
  readonly pcrs?: readonly string[] | undefined
  readonly nonce?: string | undefined
  readonly maxAgeSeconds?: number | undefined
  readonly root?: string | undefined
  /** Of a proof: the claim's hashes; with them and `keys` the proof is held against the claim. */
  readonly input?: string | undefined
  readonly output?: string | undefined
  readonly model?: string | undefined
}

type FileName = 'evidence' | 'vkey' | 'public' | 'keys' | 'roots'
type Given = { readonly text: string } | { readonly base64: string }

/**
 * The answer of `assay verify` for evidence that is given in memory; reads no file and asks nobody. What the bundle lacks
 * gives `undecided` with `BUNDLE_UNUSABLE`, never a pass.
 */
export async function verifyBundle(bundle: Bundle): Promise<CommandAnswer> {
  const { statement, check } = open(bundle)
  return (await judge(statement, check)).answer
}

function open(bundle: Bundle): { statement: CommandStatement; check: CommandCheck } {
  switch (bundle.kind) {
    case 'nitro':
      return { statement: 'attestation_valid', check: (note) => nitro(bundle, note) }
    case 'signature':
      return openSignature(() => getFile(bundle, 'evidence'))
    case 'batch':
      return { statement: 'settlement_included', check: (note) => batch(bundle, note) }
    default:
      return snark(bundle, bundle.kind)
  }
}

function nitro(bundle: Bundle, note: Note): Found {
  const { at, pcrs, nonce, maxAgeSeconds } = bundle
  const measurements = () =>
    pcrs?.reduce((before, text) => parsePcr(text, before), new Map() as ReadonlyMap<number, Uint8Array>)
  const options = usable('at, pcrs or nonce', () => ({
    at: parseTime(at ?? ''),
    ...(pcrs?.length && { pcr: measurements() ?? new Map() }),
    ...(nonce !== undefined && { nonce: parseHex(nonce) }),
    ...(maxAgeSeconds !== undefined && { maxAge: maxAgeSeconds }),
  }))
  return checkNitro(getFile(bundle, 'evidence'), options, findFile(bundle, 'roots'), note)
}

function batch(bundle: Bundle, note: Note): Found {
  const keys = findFile(bundle, 'keys')
  return checkBatch(
    getFile(bundle, 'evidence'),
    usable('root', () => parseRoot(bundle.root ?? '')),
    keys && { name: 'keys', bytes: keys },
    note,
  )
}

function snark(
  bundle: Bundle,
  protocol: SnarkProtocol,
): { statement: CommandStatement; check: CommandCheck } {
  const named = {
    input: bundle.input,
    output: bundle.output,
    model: bundle.model,
    keys: bundle.files.keys && 'keys',
  }
  return {
    statement: statementOf(named),
    check: (note) =>
      checkSnark(
        protocol,
        {
          key: getFile(bundle, 'vkey'),
          proof: getFile(bundle, 'evidence'),
          signals: getFile(bundle, 'public'),
        },
        openSubject(named, (name) => getFile(bundle, name as FileName)),
        note,
      ),
  }
}

function getFile(bundle: Bundle, name: FileName): Uint8Array {
  const found = findFile(bundle, name)
  if (!found) throw new Misconfigured('BUNDLE_UNUSABLE', `${bundle.kind} needs the file ${name}`)
  return found
}

function findFile({ files }: Bundle, name: FileName): Uint8Array | undefined {
  const given = files[name]
  if (!given) return undefined
  return assertEvidence(
    'text' in given ? Buffer.from(given.text, 'utf8') : Buffer.from(given.base64, 'base64'),
  )
}

function usable<T>(what: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error
    throw new Misconfigured('BUNDLE_UNUSABLE', `${what}: ${error.message}`, { cause: error })
  }
}
