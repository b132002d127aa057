import type { Json, MockBlock } from '../../test/support/mockchain/chain.ts'

// What is stored is cut from pieces of this size outside of the heap; a block that is larger gets one of its own.
const SLAB_BYTES = 16 << 20
const EMPTY_LOGS = '"logs":[]}'

/** A block as text that was made once, and where in it each part ends. */
export interface StoredBlock {
  readonly number: number
  readonly hash: string
  /** Of the block without its transactions and the closing brace. */
  readonly head: Buffer
  readonly hashes: Buffer
  readonly transactions: Buffer
  /** Each without its logs, up to and with the bracket that opens their list. */
  readonly receipts: readonly Buffer[]
  /** How many of the block's logs stand before each receipt's own. */
  readonly firstLogs: readonly number[]
  /** All logs with commas between them. */
  readonly logs: Buffer
  /** Where each log ends in `logs`. */
  readonly logEnds: readonly number[]
  /** Which of {@link StoredBlocks.forms} each log has. */
  readonly logForms: readonly number[]
}

/** A log's address and first topic, by which nearly every filter chooses. */
export interface LogForm {
  readonly address: string
  readonly topic: string | undefined
}

/** Keeps blocks as text: memory grows with the blocks alone, whatever is asked. */
export class StoredBlocks {
  readonly forms: LogForm[] = []
  readonly #byNumber = new Map<number, StoredBlock>()
  readonly #byHash = new Map<string, StoredBlock>()
  #slab = Buffer.alloc(0)
  #used = 0
  #newest = -1

  /** The number of the newest block. */
  get newest(): number {
    return this.#newest
  }

  add(block: MockBlock): void {
    const logTexts = block.logs.map((log) => JSON.stringify(log))
    let end = -1
    const logEnds = logTexts.map((text) => (end += text.length + 1))
    let before = 0
    const firstLogs = block.receipts.map((receipt) => (before += (receipt.logs as Json[]).length))
    const stored: StoredBlock = {
      number: block.number,
      hash: block.hash,
      head: this.#keep(JSON.stringify(block.header).slice(0, -1)),
      hashes: this.#keep(JSON.stringify(block.transactions.map((tx) => tx.hash))),
      transactions: this.#keep(JSON.stringify(block.transactions)),
      receipts: block.receipts.map((receipt) => this.#keep(withoutLogs(receipt))),
      firstLogs: [0, ...firstLogs],
      logs: this.#keep(logTexts.join(',')),
      logEnds,
      logForms: block.logs.map((log) => this.#formOf(log)),
    }
    this.#byNumber.set(block.number, stored)
    this.#byHash.set(block.hash, stored)
    this.#newest = block.number
  }

  at(number: number): StoredBlock | undefined {
    return this.#byNumber.get(number)
  }

  findByHash(hash: string): StoredBlock | undefined {
    return this.#byHash.get(hash)
  }

  #formOf(log: Json): number {
    const [address, topic] = [String(log.address), (log.topics as string[])[0]]
    const found = this.forms.findIndex((form) => form.address === address && form.topic === topic)
    return found >= 0 ? found : this.forms.push({ address, topic }) - 1
  }

  // The texts are hexadecimal digits and names of fields: one byte a character.
  #keep(text: string): Buffer {
    if (this.#used + text.length > this.#slab.length) {
      this.#slab = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, text.length))
      this.#used = 0
    }
    const start = this.#used
    this.#used += this.#slab.write(text, start, 'latin1')
    return this.#slab.subarray(start, this.#used)
  }
}

function withoutLogs(receipt: Json): string {
  const { logs: _, ...rest } = receipt
  const text = JSON.stringify({ ...rest, logs: [] })
  return text.slice(0, text.length - EMPTY_LOGS.length) + EMPTY_LOGS.slice(0, -2)
}

/** The text of a block's receipts with their logs, in pieces. */
export function* listReceipts({ receipts, firstLogs, logs, logEnds }: StoredBlock): Iterable<Buffer> {
  yield OPEN
  for (const [index, receipt] of receipts.entries()) {
    if (index > 0) yield COMMA
    yield receipt
    yield sliceLogs({ logs, logEnds }, firstLogs[index] ?? 0, firstLogs[index + 1] ?? 0)
    yield CLOSE_RECEIPT
  }
  yield CLOSE
}

/** The text of a block's logs from one to before another, with commas between them. */
export function sliceLogs(
  { logs, logEnds }: Pick<StoredBlock, 'logs' | 'logEnds'>,
  from: number,
  to: number,
): Buffer {
  if (from >= to) return NOTHING
  return logs.subarray(from === 0 ? 0 : (logEnds[from - 1] ?? 0) + 1, logEnds[to - 1])
}

const NOTHING = Buffer.alloc(0)
export const OPEN = Buffer.from('[')
export const CLOSE = Buffer.from(']')
export const COMMA = Buffer.from(',')
const CLOSE_RECEIPT = Buffer.from(']}')
