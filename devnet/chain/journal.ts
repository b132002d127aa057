import { appendFile, mkdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Misconfigured } from '../../src/claim/errors.ts'
import type { Address, Hash32, Hex } from '../../src/claim/hex.ts'

/** An account's signed word that it runs the code at `address`. Source: EIP-7702. */
interface Authorization {
  readonly chainId: Hex
  readonly address: Address
  readonly nonce: Hex
  readonly yParity: Hex
  readonly r: Hex
  readonly s: Hex
}

/** One transaction before it is signed. `to` null makes a contract. */
export interface Call {
  readonly from: Address
  readonly to: Address | null
  readonly data: Hex
  /** Coin that goes with it; absent: none. */
  readonly value?: Hex
  /** Accounts that take the code of a contract with it (ERC-7702), as the chain takes them. */
  readonly authorizations?: readonly Authorization[]
  /** For messages: what it does. */
  readonly what: string
}

/** One block before it is mined. */
export interface Entry {
  readonly number: number
  /** Unix seconds. */
  readonly timestamp: number
  readonly parentHash: Hash32
  readonly calls: readonly Call[]
  /** Transactions of others that the block took as well, by their place in it. */
  readonly others?: readonly Other[]
}

/** A signed transaction that somebody sent to the chain. */
export interface Other {
  readonly at: number
  readonly raw: Hex
}

/** What an entry lacked: it is written before its block is mined, and others may send until then. */
interface Amendment {
  readonly amends: number
  readonly others: readonly Other[]
}

const FORMAT = 'assay-devnet-1'

/**
 * The chain as a list of what was done to it. An entry is written before its block is mined, so a kill at any moment
 * loses nothing: the same calls at the same times give the same blocks, hash for hash. What others sent follows once their
 * block is there: a kill in between takes them out of it, as a chain that loses its head would.
 */
export class Journal {
  readonly #file: string

  private constructor(file: string) {
    this.#file = file
  }

  /**
   * Opens or makes the journal.
   * @throws Misconfigured `DEVNET_SEED` when the data were made with another seed, `DEVNET_JOURNAL` when it is not a
   *   journal
   */
  static async open(file: string, seed: number): Promise<{ journal: Journal; entries: readonly Entry[] }> {
    await mkdir(dirname(file), { recursive: true })
    const text = await readFile(file, 'utf8').catch(() => '')
    if (text === '') {
      await writeFile(file, `${JSON.stringify({ format: FORMAT, seed })}\n`)
      return { journal: new Journal(file), entries: [] }
    }
    // A line without its end was cut off while it was written: its block was never mined.
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    if (whole.length < text.length) await truncate(file, Buffer.byteLength(whole))
    const [head, ...entries] = parse(whole, file) as [
      { format?: string; seed?: number },
      ...(Entry | Amendment)[],
    ]
    if (head?.format !== FORMAT)
      throw new Misconfigured(
        'DEVNET_JOURNAL',
        `${file} is not a journal of this version: start with --fresh`,
      )
    if (head.seed !== seed)
      throw new Misconfigured(
        'DEVNET_SEED',
        `the data at ${file} were made with seed ${head.seed}, not ${seed}: give that seed, or --fresh`,
      )
    return { journal: new Journal(file), entries: amend(entries) }
  }

  /** Adds to the last entry what others had in its block. */
  async amend(amends: number, others: readonly Other[]): Promise<void> {
    await appendFile(this.#file, `${JSON.stringify({ amends, others })}\n`)
  }

  async append(entry: Entry): Promise<void> {
    await appendFile(this.#file, `${JSON.stringify(entry)}\n`)
  }
}

function amend(lines: readonly (Entry | Amendment)[]): Entry[] {
  const entries: Entry[] = []
  for (const line of lines) {
    const last = entries.at(-1)
    if (!('amends' in line)) entries.push(line)
    else if (last) entries[entries.length - 1] = { ...last, others: line.others }
  }
  return entries
}

function parse(text: string, file: string): unknown[] {
  try {
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
  } catch (cause) {
    throw new Misconfigured('DEVNET_JOURNAL', `${file} is damaged: start with --fresh`, { cause })
  }
}
