import { canonicalJson } from '../../src/claim/canonical-json.ts'
import { AuditFault, CodedError, NotCheckable, Rejected, Unavailable } from '../../src/claim/errors.ts'
import { type Hash32, hashOf } from '../../src/claim/hex.ts'
import { sha256Bytes } from '../../src/claim/sha256.ts'
import { type Json, parseStrictJson } from '../../src/claim/strict-json.ts'
import { ContentAbsent } from './content.ts'
import { RpcRefusal } from './rpc-refusal.ts'

/**
 * What a judge was answered, by what it asked: the evidence behind its verdicts. While it is written each question is put once and
 * its answer kept; when it is read again nothing is asked, and what is not on it is `EVIDENCE_MISSING`.
 */
export interface Tape {
  /** The JSON answer to a question. What was thrown is kept and thrown again. */
  json<T>(key: string, ask: () => Promise<T>): Promise<T>
  /** Bytes; `carried` false: their hash is kept and they are not, because they may hold what somebody asked a model. */
  bytes(key: string, carried: boolean, ask: () => Promise<Uint8Array>): Promise<Uint8Array>
}

/** One answer: bytes by their SHA-256, or the refusal that came instead. */
export type Taped = { readonly sha256: Hash32 } | { readonly refusal: Refusal }

interface Refusal {
  readonly type: string
  readonly code: string
  readonly message: string
  readonly rpcCode: number | null
}

/** A block with its receipts may take megabytes. */
const LIMITS = { maxBytes: 256 << 20, maxDepth: 64, maxValues: 16 << 20 }

/** Keeps what is asked, in memory. */
export class RecordingTape implements Tape {
  readonly #asked = new Map<string, Promise<Uint8Array>>()
  /** Answers by their questions. */
  readonly items = new Map<string, Taped>()
  /** The bytes of the answers that are carried. */
  readonly kept = new Map<Hash32, Uint8Array>()

  async json<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const bytes = await this.bytes(key, true, async () => encodeJson((await ask()) as Json))
    return JSON.parse(Buffer.from(bytes).toString()) as T
  }

  bytes(key: string, carried: boolean, ask: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const known = this.#asked.get(key)
    if (known) return known
    const asked = this.#ask(key, carried, ask)
    this.#asked.set(key, asked)
    return asked
  }

  /** Keeps bytes that were read before the tape ran. */
  keep(bytes: Uint8Array): Hash32 {
    const hash = hashOf(sha256Bytes(bytes))
    this.kept.set(hash, bytes)
    return hash
  }

  async #ask(key: string, carried: boolean, ask: () => Promise<Uint8Array>): Promise<Uint8Array> {
    try {
      const bytes = await ask()
      const sha256 = carried ? this.keep(bytes) : hashOf(sha256Bytes(bytes))
      this.items.set(key, { sha256 })
      return bytes
    } catch (error) {
      if (error instanceof CodedError) this.items.set(key, { refusal: toRefusal(error) })
      throw error
    }
  }
}

/** Answers from what was kept, and asks nobody. */
export class ReplayedTape implements Tape {
  readonly #items: ReadonlyMap<string, Taped>
  readonly #find: (sha256: Hash32) => Promise<Uint8Array | undefined>

  /** `find`: bytes by their SHA-256, verified here. */
  constructor(items: ReadonlyMap<string, Taped>, find: (sha256: Hash32) => Promise<Uint8Array | undefined>) {
    this.#items = items
    this.#find = find
  }

  /** @throws AuditFault `EVIDENCE_FORM` on what is no JSON; as {@link bytes} */
  async json<T>(key: string): Promise<T> {
    const bytes = await this.bytes(key)
    try {
      return parseStrictJson(bytes, LIMITS) as T
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      throw new AuditFault(
        'EVIDENCE_FORM',
        `the answer to ${key.slice(0, 120)} is no JSON: ${error.message}`,
        { cause: error },
      )
    }
  }

  /** @throws Unavailable `EVIDENCE_MISSING`, and what the judge was refused */
  async bytes(key: string): Promise<Uint8Array> {
    const item = this.#items.get(key)
    if (!item) throw new Unavailable('EVIDENCE_MISSING', `the evidence has no answer to ${key.slice(0, 120)}`)
    if ('refusal' in item) throw toError(item.refusal)
    const bytes = await this.#find(item.sha256)
    if (!bytes || hashOf(sha256Bytes(bytes)) !== item.sha256)
      throw new Unavailable('EVIDENCE_MISSING', `no bytes with the hash ${item.sha256} are here`)
    return bytes
  }
}

function encodeJson(value: Json): Uint8Array {
  return Buffer.from(canonicalJson(value ?? null))
}

function toRefusal(error: CodedError): Refusal {
  const type = Object.keys(TYPES).find((name) => error.constructor === TYPES[name as keyof typeof TYPES])
  const rpcCode = error instanceof RpcRefusal && Number.isFinite(error.rpcCode) ? error.rpcCode : null
  return { type: type ?? 'Unavailable', code: error.code, message: error.message, rpcCode }
}

const TYPES = { Unavailable, NotCheckable, Rejected, ContentAbsent, RpcRefusal }

function toError({ type, code, message, rpcCode }: Refusal): CodedError {
  if (type === 'RpcRefusal') return RpcRefusal.again(message, rpcCode ?? Number.NaN)
  if (type === 'ContentAbsent') return new ContentAbsent(code, message)
  if (type === 'NotCheckable') return new NotCheckable(code, message)
  if (type === 'Rejected') return new Rejected(code, message)
  return new Unavailable(code, message)
}
