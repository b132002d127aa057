import { AuditFault } from '../../src/claim/errors.ts'
import { openCheckpoint } from '../../src/claim/log/checkpoint.ts'
import { cosignNote, type NoteSigner, parseNote, type VerifierKey } from '../../src/claim/log/note.ts'
import { verifyConsistency } from '../../src/claim/log/tree.ts'
import type { Head } from './store.ts'

/** What a witness keeps of each log: the newest checkpoint that it cosigned. */
export interface WitnessState {
  find(origin: string): Head | undefined
  /** Keeps `next` for good if `before` is still what is kept; false when it is not. Compared and written as one. */
  replace(origin: string, before: Head | undefined, next: Head): Promise<boolean>
}

export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422
  /** Of 200 the cosignature lines, of 409 the size that is kept. */
  readonly body: string
}

const MOST_PROOF_LINES = 63

/** A witness of logs as c2sp.org/tlog-witness has it: it cosigns what continues what it has seen, and nothing else. */
export class Witness {
  readonly #signer: NoteSigner
  readonly #logs: readonly VerifierKey[]
  readonly #state: WitnessState
  readonly #now: () => number | Promise<number>

  /** `now`: Unix seconds. */
  constructor(
    signer: NoteSigner,
    logs: readonly VerifierKey[],
    state: WitnessState,
    now: () => number | Promise<number>,
  ) {
    this.#signer = signer
    this.#logs = logs
    this.#state = state
    this.#now = now
  }

  /** Answers the body of a POST to `add-checkpoint`. */
  async addCheckpoint(body: string): Promise<WitnessAnswer> {
    const asked = parseRequest(body)
    if (!asked) return { status: 400, body: '' }
    const origin = asked.note.split('\n', 1)[0] ?? ''
    const key = this.#logs.find(({ name }) => name === origin)
    if (!key) return { status: 404, body: '' }
    const next = openOr(asked.note, key)
    if (typeof next === 'number') return { status: next, body: '' }
    if (asked.oldSize > next.size) return { status: 400, body: '' }
    const before = this.#state.find(origin)
    const conflict = () => ({ status: 409, body: `${this.#state.find(origin)?.size ?? 0}\n` }) as const
    if (asked.oldSize !== (before?.size ?? 0)) return conflict()
    if (before && before.size === next.size && Buffer.compare(before.root, next.root) !== 0) return conflict()
    const oldRoot = before?.root
    if (oldRoot && !continues({ size: asked.oldSize, root: oldRoot }, next, asked.proof))
      return { status: 422, body: '' }
    if (!oldRoot && asked.proof.length > 0) return { status: 422, body: '' }
    const time = await this.#now()
    if (!(await this.#state.replace(origin, before, next))) return conflict()
    return { status: 200, body: cosignNote(parseNote(asked.note).text, this.#signer, time) }
  }
}

function openOr(note: string, key: VerifierKey): Head | 400 | 403 {
  try {
    return openCheckpoint(note, key)
  } catch (error) {
    if (!(error instanceof AuditFault)) throw error
    return error.code === 'LOG_SIGNATURE' ? 403 : 400
  }
}

function continues(before: Head, next: Head, proof: readonly Uint8Array[]): boolean {
  try {
    verifyConsistency({ oldSize: before.size, oldRoot: before.root, size: next.size, root: next.root }, proof)
    return true
  } catch (error) {
    if (error instanceof AuditFault) return false
    throw error
  }
}

interface AddCheckpoint {
  readonly oldSize: number
  readonly proof: readonly Uint8Array[]
  readonly note: string
}

/** The body of a request to a witness. */
export function formatRequest({ oldSize, proof, note }: AddCheckpoint): string {
  return `old ${oldSize}\n${proof.map((each) => `${Buffer.from(each).toString('base64')}\n`).join('')}\n${note}`
}

function parseRequest(body: string): AddCheckpoint | undefined {
  const end = body.indexOf('\n\n')
  const [first = '', ...lines] = body.slice(0, Math.max(end, 0)).split('\n')
  const digits = /^old (0|[1-9]\d*)$/.exec(first)?.[1]
  const proof = lines.map((line) => Buffer.from(line, 'base64'))
  const isWhole = proof.every((hash, at) => hash.length === 32 && hash.toString('base64') === lines[at])
  if (digits === undefined || !Number.isSafeInteger(Number(digits)) || !isWhole) return undefined
  if (proof.length > MOST_PROOF_LINES) return undefined
  return { oldSize: Number(digits), proof, note: body.slice(end + 2) }
}
