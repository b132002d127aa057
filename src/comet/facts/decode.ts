import type { RpcObject } from '../../chain/fields.ts'
import { type Address, type Hash32, type Hex, toHex } from '../../claim/hex.ts'
import type { FactSink } from '../../indexer/events/decode.ts'
import type { Fact } from '../../indexer/events/facts.ts'
import type { Consensus } from '../../platform/consensus.ts'
import { type CometContent, isGenesis } from '../content.ts'
import type { Opening } from '../opening-store.ts'
import type { CometEvent } from '../read/results.ts'
import { parseCoins } from './amounts.ts'
import { type EventContext, type OperatorOf, type ReadEvent, STAKING } from './context.ts'
import { distribution } from './distribution.ts'
import { find } from './event.ts'
import { parameterChange } from './make.ts'
import { isFirst, listOpening, listUnnamed } from './opening.ts'
import { type KeyOf, listProved } from './proved.ts'
import { findShared } from './shared.ts'
import { slashing } from './slashing.ts'
import { staking } from './staking.ts'

/** How each type of event becomes facts; of the others the raw data is kept. */
const READERS: Readonly<Record<string, ReadEvent>> = { ...slashing, ...distribution, ...staking }

/** Where a fact of a CometBFT chain stands. `PROVED`: by the block's own hashes and signatures; the others are reported by its node. */
const PROVED = 0
const BEGIN = 1
const TRANSACTION = 2
const END = 3

const NO_TRANSACTION: Hex = '0x'

/** What decoding takes from outside of a height. */
export interface Lookups {
  readonly consensus: Consensus
  readonly operatorOf: OperatorOf
  readonly keyOf: KeyOf
  /** What was staked with each validator before the first block that is read, where a node said it. */
  readonly opening: () => Opening
}

/** Decodes heights into facts: pure, for equal lookups. */
export function decodeBy(
  lookups: Lookups,
): (content: Pick<CometContent, 'header' | 'height'>, rows: FactSink) => void {
  return (content, rows) => new HeightDecoder(lookups, content, rows).run()
}

class HeightDecoder {
  readonly #lookups: Lookups
  readonly #content: Pick<CometContent, 'header' | 'height'>
  readonly #rows: FactSink
  // Among the facts of its kind in its phase, from 0.
  readonly #positions = new Map<string, number>()

  constructor(lookups: Lookups, content: Pick<CometContent, 'header' | 'height'>, rows: FactSink) {
    this.#lookups = lookups
    this.#content = content
    this.#rows = rows
  }

  run(): void {
    const { height } = this.#content
    const { transactions, events } = height.results
    for (const fact of listProved(height, this.#context([], 0), this.#lookups.keyOf)) this.#add(fact, PROVED)
    if (isFirst(height)) this.#open()
    const [beginning, ending]: [CometEvent[], CometEvent[]] = [[], []]
    for (const event of events) (find(event, 'mode') === 'EndBlock' ? ending : beginning).push(event)
    this.#readAll(beginning, BEGIN)
    for (const [at, transaction] of transactions.entries()) {
      // What failed moved nothing; its first events say only what it paid.
      if (transaction.code !== 0) continue
      this.#readAll(transaction.events, TRANSACTION, height.block.transactions[at])
    }
    this.#readAll(ending, END)
    for (const fact of listParameters(height.results.parameters)) this.#add(fact, END)
  }

  #open(): void {
    const opening = this.#lookups.opening()
    for (const fact of listOpening(opening)) this.#add(fact, BEGIN)
    const { powerReduction } = this.#lookups.consensus
    for (const fact of listUnnamed(
      this.#content.height,
      this.#context([], 0),
      opening,
      BigInt(powerReduction),
    ))
      this.#add(fact, PROVED)
  }

  #readAll(events: readonly CometEvent[], phase: number, transaction?: Hash32): void {
    for (const [at, event] of events.entries()) {
      const read =
        READERS[event.type] ?? (phase === BEGIN ? findShared(event, this.#lookups.consensus) : undefined)
      if (!read) continue
      for (const fact of this.#read(read, event, this.#context(events, at)))
        if (!this.#isOpening(fact)) this.#add(fact, phase, transaction)
    }
  }

  /** A stake of a chain's first block is in what was read after it. */
  #isOpening({ kind, row }: Fact): boolean {
    return (
      kind === 'stake_change' &&
      isGenesis(this.#content.header) &&
      row.node !== null &&
      this.#lookups.opening().has(row.node)
    )
  }

  /** The facts of an event; one that is not understood is kept as it is, and so is money that is not the chain's own coin. */
  #read(read: ReadEvent, event: CometEvent, context: EventContext): readonly Fact[] {
    try {
      const foreign = listForeign(event, context)
      const facts = read(event, context)
      return foreign.length ? [...facts, unknown(event, 'denom', foreign.join(', '))] : facts
    } catch (error) {
      const detail = `${event.type}: ${error instanceof Error ? error.message : String(error)}`
      return [unknown(event, 'undecodable', detail.slice(0, 500))]
    }
  }

  #add(fact: Fact, phase: number, transaction = NO_TRANSACTION): void {
    const key = `${fact.kind} ${phase}`
    const position = this.#positions.get(key) ?? 0
    this.#positions.set(key, position + 1)
    const contract: Address = STAKING
    this.#rows.add(fact, { transaction, phase, position, contract }, this.#content.header)
  }

  #context(beside: readonly CometEvent[], at: number): EventContext {
    const { consensus, operatorOf } = this.#lookups
    return { consensus, operatorOf, height: this.#content.header.number, beside, at }
  }
}

/** The parameters of consensus that change with a block, each by its place: `consensus.block.max_gas`. */
function listParameters(changed: RpcObject | undefined): Fact[] {
  return Object.entries(changed ?? {}).flatMap(([part, values]) =>
    typeof values === 'object' && values !== null
      ? Object.entries(values).map(([name, value]) =>
          parameterChange(
            `consensus.${part}.${name}`,
            typeof value === 'string' ? value : JSON.stringify(value),
          ),
        )
      : [],
  )
}

/** Denominations beside the chain's own in an event's amount; `mint` and slashes name none. */
function listForeign(event: CometEvent, { consensus }: EventContext): string[] {
  const amount = find(event, 'amount') ?? ''
  if (/^\d*$/.test(amount)) return []
  return [...parseCoins(amount).keys()].filter((denom) => denom !== consensus.denom)
}

function unknown(event: CometEvent, reason: string, detail: string): Fact {
  const data = toHex(Buffer.from(JSON.stringify(event)))
  return { kind: 'unknown_log', row: { topics: [], data, reason, detail } }
}
