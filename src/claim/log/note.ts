import { ed25519 } from '@noble/curves/ed25519.js'
import { AuditFault } from '../errors.ts'
import { sha256Bytes } from '../sha256.ts'

// Signed notes (c2sp.org/signed-note) and timed cosignatures on them (c2sp.org/tlog-cosignature). In those formats the
// algorithm 0x01 is a plain Ed25519 signature of the text, 0x04 one of the text with a time.

const PLAIN = 0x01
const TIMED = 0x04
/** Longer notes and longer lists of signatures are nobody's checkpoint. */
const MAX_NOTE_BYTES = 65_536
const MAX_SIGNATURES = 100

/** Who may sign: a name with a public key, as `name+id+key` in text. */
export interface VerifierKey {
  readonly name: string
  /** First four bytes of SHA-256(name ‖ 0x0A ‖ algorithm ‖ key), in hexadecimal. */
  readonly id: string
  readonly isTimed: boolean
  readonly publicKey: Uint8Array
}

/** A name with a secret Ed25519 key of 32 bytes. */
export interface NoteSigner {
  readonly name: string
  readonly secretKey: Uint8Array
}

interface NoteSignature {
  readonly name: string
  readonly id: string
  readonly bytes: Uint8Array
}

export interface SignedNote {
  /** With its last newline: what is signed. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** A signature that a known key made. */
export interface Signed {
  readonly key: VerifierKey
  /** Unix seconds, as a cosigner says them; null of a plain signature. */
  readonly time: number | null
}

/** A signer's public half; `timed` for one that cosigns. */
export function verifierKeyOf({ name, secretKey }: NoteSigner, timed = false): VerifierKey {
  const publicKey = ed25519.getPublicKey(secretKey)
  return { name, id: keyId(name, timed ? TIMED : PLAIN, publicKey), isTimed: timed, publicKey }
}

export function formatVerifierKey({ name, id, isTimed, publicKey }: VerifierKey): string {
  return `${name}+${id}+${toBase64(Uint8Array.of(isTimed ? TIMED : PLAIN, ...publicKey))}`
}

/**
 * Decodes `name+id+key`.
 * @throws AuditFault `LOG_KEY` when it is no Ed25519 key, or its id is not that of its bytes
 */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name = '', id = '', encoded = ''] =
    /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? []
  const [algorithm, ...key] = fromBase64(encoded) ?? []
  const publicKey = Uint8Array.from(key)
  if ((algorithm !== PLAIN && algorithm !== TIMED) || publicKey.length !== 32)
    throw new AuditFault('LOG_KEY', 'expected name+id+key with an Ed25519 key of 32 bytes')
  if (keyId(name, algorithm, publicKey) !== id)
    throw new AuditFault('LOG_KEY', `key ${name} has another id than ${id}`)
  return { name, id, isTimed: algorithm === TIMED, publicKey }
}

/** One signature line over a text, with its newline. */
export function signNote(text: string, signer: NoteSigner): string {
  const { name, id } = verifierKeyOf(signer)
  return line(name, id, ed25519.sign(Buffer.from(text), signer.secretKey))
}

/** One cosignature line: that its signer saw the text at `time`, Unix seconds, and no other text that contradicts it. */
export function cosignNote(text: string, signer: NoteSigner, time: number): string {
  const { name, id } = verifierKeyOf(signer, true)
  const stamp = Buffer.alloc(8)
  stamp.writeBigUInt64BE(BigInt(time))
  return line(name, id, stamp, ed25519.sign(timedText(text, BigInt(time)), signer.secretKey))
}

/** A text and its signature lines as one note. */
export function formatNote(text: string, lines: readonly string[]): string {
  return `${text}\n${lines.join('')}`
}

/** The signature lines of a note as text, each with its newline. */
export function listSignatureLines(note: string): string[] {
  return parseNote(note).signatures.map(({ name, id, bytes }) => line(name, id, bytes))
}

/** Signature lines over a text without those whose key has one before. */
export function mergeLines(text: string, lines: readonly string[]): string[] {
  const { signatures } = parseNote(formatNote(text, lines))
  const keys = signatures.map(({ name, id }) => `${name} ${id}`)
  return lines.filter((_line, at) => keys.indexOf(keys[at] as string) === at)
}

/**
 * Decodes a note; nothing of it is verified.
 * @throws AuditFault `LOG_NOTE`
 */
export function parseNote(note: string): SignedNote {
  const malformed = (why: string) => new AuditFault('LOG_NOTE', `not a signed note: ${why}`)
  if (note.length > MAX_NOTE_BYTES) throw malformed(`longer than ${MAX_NOTE_BYTES} bytes`)
  // Control characters would let one reader see lines that another does not.
  if (/[^\P{Cc}\n]|\p{Cs}/u.test(note)) throw malformed('a control character')
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n')) throw malformed('no empty line before the signatures')
  const lines = note.slice(end + 2, -1).split('\n')
  if (lines.length > MAX_SIGNATURES) throw malformed(`more than ${MAX_SIGNATURES} signatures`)
  const signatures = lines.map((each) => {
    const [, name = '', encoded = ''] = /^\u2014 ([^+\s]+) ([A-Za-z0-9+/=]+)$/u.exec(each) ?? []
    const bytes = fromBase64(encoded)
    if (name === '' || !bytes || bytes.length < 5) throw malformed('a line that is no signature')
    return { name, id: Buffer.from(bytes.subarray(0, 4)).toString('hex'), bytes: bytes.subarray(4) }
  })
  return { text: note.slice(0, end + 1), signatures }
}

/**
 * The signatures of a note that known keys made; those of unknown keys are passed over, as the format says. One per key.
 * @throws AuditFault `LOG_SIGNATURE` when one that stands under a known key is not that key's
 */
export function verifyNote({ text, signatures }: SignedNote, keys: readonly VerifierKey[]): Signed[] {
  const signed = new Map<VerifierKey, Signed>()
  for (const { name, id, bytes } of signatures) {
    const key = keys.find((each) => each.name === name && each.id === id)
    if (!key || signed.has(key)) continue
    const isWhole = bytes.length === (key.isTimed ? 72 : 64)
    const time = isWhole && key.isTimed ? Buffer.from(bytes).readBigUInt64BE() : null
    if (
      !isWhole ||
      !isSignature(bytes.subarray(-64), time === null ? Buffer.from(text) : timedText(text, time), key)
    )
      throw new AuditFault('LOG_SIGNATURE', `the signature of ${name} is not over this text`)
    signed.set(key, { key, time: time === null ? null : Number(time) })
  }
  return [...signed.values()]
}

function isSignature(signature: Uint8Array, message: Uint8Array, { publicKey }: VerifierKey): boolean {
  // As RFC 8032 has it: some libraries take more than one form of a point.
  return ed25519.verify(signature, message, publicKey, { zip215: false })
}

function timedText(text: string, time: bigint): Uint8Array {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`)
}

function keyId(name: string, algorithm: number, publicKey: Uint8Array): string {
  const hash = sha256Bytes(Buffer.from(`${name}\n`), Uint8Array.of(algorithm), publicKey)
  return Buffer.from(hash.subarray(0, 4)).toString('hex')
}

function line(name: string, id: string, ...signature: readonly Uint8Array[]): string {
  return `\u2014 ${name} ${toBase64(Buffer.concat([Buffer.from(id, 'hex'), ...signature]))}\n`
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

/** Undefined unless the text is the one base64 of its bytes. */
function fromBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}
