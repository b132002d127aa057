import { privateKeyToAccount } from 'viem/accounts'
import type { AuditTrust } from '../../reference-node/audit/report.ts'
import { type Bundle, type BundleKind, sealBundle } from '../../reference-node/log/bundle.ts'
import { acceptHandover } from '../../reference-node/log/handover.ts'
import type { ServedLog } from '../../reference-node/log/read.ts'
import { Address, type Hash32, type Hex, hashOf, toBytes } from '../../src/claim/hex.ts'
import { formatCheckpoint } from '../../src/claim/log/checkpoint.ts'
import {
  cosignNote,
  formatNote,
  formatVerifierKey,
  signNote,
  verifierKeyOf,
} from '../../src/claim/log/note.ts'
import { leafHash, proveInclusion, rootOf } from '../../src/claim/log/tree.ts'
import { timeOfRound } from '../../src/claim/sample/beacon.ts'
import { DRAW_METHOD, drawIndexes } from '../../src/claim/sample/draw.ts'
import { type Element, encodeElement, rootOfPopulation } from '../../src/claim/sample/population.ts'
import { sha256Bytes } from '../../src/claim/sha256.ts'
import type { Json, JsonObject } from '../../src/claim/strict-json.ts'
import { TestBeacon } from './beacon.ts'

export const BEACON = new TestBeacon(1_790_000_000)
export const ROUND = 100
export const CHAIN = 31_337
const BLOCK = hashOf(sha256Bytes(Buffer.from('block 7')))
const TRANSACTION = hashOf(sha256Bytes(Buffer.from('a transaction')))
/** When the round of the samples comes out. */
export const DRAWN_AT = timeOfRound(BEACON.chain, ROUND)
export const WITNESS = { name: 'witness.example/w', secretKey: Buffer.alloc(32, 9) }

/** Forty hand-offs in batches of eight. */
export const POPULATION: readonly Element[] = Array.from({ length: 40 }, (_, at) => ({
  kind: 'claim',
  chainId: 31_337,
  block: 10 + Math.floor(at / 8),
  blockHash: hashOf(sha256Bytes(Buffer.of(at / 8))),
  position: 0,
  leafIndex: at % 8,
}))

/** What a made-up verdict says. */
export interface MadeVerdict {
  readonly outcome: 'verified' | 'rejected' | 'undecided'
  readonly code: string
  readonly corrects?: Hash32
}
const GOOD: MadeVerdict = { outcome: 'verified', code: 'VERIFIED' }

/** A log in memory that says what a test wants it to say, with real keys and signatures. */
export class TestLog {
  readonly origin = 'watchdog.example/a'
  watchdogKey: Hex
  signer = { name: this.origin, secretKey: Buffer.alloc(32, 5) }
  readonly bundles: Bundle[] = []

  /** `hand`: whose secp256k1 key. */
  constructor(hand = '01') {
    this.watchdogKey = `0x${hand.repeat(32)}`
  }

  get address(): Address {
    return Address(privateKeyToAccount(this.watchdogKey).address)
  }

  get trust(): AuditTrust {
    const witnesses = [verifierKeyOf(WITNESS, true)]
    const key = verifierKeyOf(this.signer)
    return {
      key,
      watchdog: this.address,
      since: DRAWN_AT - 3600,
      beacon: BEACON.chain,
      compromised: undefined,
      weakBeacon: undefined,
      anchors: new Map(),
      chains: new Map(),
      witnesses,
      quorum: 1,
      now: DRAWN_AT + 60,
      seen: [],
    }
  }

  async add(kind: BundleKind, body: object, more: { origin?: string; hand?: string } = {}): Promise<Bundle> {
    const { origin = this.origin, hand } = more
    const said = { kind, origin, time: 1_790_000_000, body: body as JsonObject }
    const bundle = await sealBundle(said, hand ? `0x${hand.repeat(32)}` : this.watchdogKey)
    this.bundles.push(bundle)
    return bundle
  }

  register(logKey = formatVerifierKey(verifierKeyOf(this.signer))): Promise<Bundle> {
    return this.add('watchdog', { network: 'world', logKey })
  }

  commit(more: object = {}): Promise<Bundle> {
    return this.add('commitment', {
      network: 'world',
      statement: 'hand_off_signed',
      scope: { kind: 'network' },
      chains: [{ chainId: 31_337, class: 'devnet', toBlock: 20 }],
      ...rootOfPopulation(POPULATION),
      notRecomputable: 0,
      count: 12,
      method: DRAW_METHOD,
      beacon: BEACON.chain.chainHash,
      round: ROUND,
      deadline: DRAWN_AT + 3600,
      ...more,
    })
  }

  /** Hands the log over to other keys, and signs with them from then on; `change` is made to what the old ones sign. */
  async handOver(hand: string, change: object = {}): Promise<void> {
    const signer = { name: this.origin, secretKey: Buffer.alloc(32, Number.parseInt(hand, 16)) }
    const logKey = formatVerifierKey(verifierKeyOf(signer))
    const to = new TestLog(hand)
    const handover = { origin: this.origin, from: this.address, to: to.address, logKey }
    const acceptance = await acceptHandover(handover, to.watchdogKey)
    await this.add('handover', { watchdog: to.address, logKey, acceptance, ...change })
    this.watchdogKey = to.watchdogKey
    this.signer = signer
  }

  /** An entry that says that the checkpoint of the first `size` entries is anchored in block 7. */
  anchor(size = this.bundles.length, more: object = {}): Promise<Bundle> {
    const place = { chainId: CHAIN, block: 7, blockHash: BLOCK, transaction: TRANSACTION }
    return this.add('anchor', { ...place, checkpoint: this.note(undefined, size), ...more })
  }

  verdict(subject: Element, { outcome, code, corrects }: MadeVerdict = GOOD): Promise<Bundle> {
    const fault = outcome === 'rejected' ? 'relayer' : null
    const verdict = { outcome, code, fault, detail: 'as it was judged', transient: false }
    const correction = { corrects: corrects ?? null, reason: corrects ? 'it was wrong' : null }
    return this.add('verdict', {
      network: 'world',
      statement: 'hand_off_signed',
      subject: { ...subject },
      verdict,
      conditions: {},
      claim: null,
      evidence: null,
      ...correction,
    } as { [key: string]: Json })
  }

  /** Verdicts about everything that a commitment's round draws, and their outcomes; `say` gives each element its verdict. */
  async answer(
    commitment: Bundle,
    checkpoint: string,
    say: (index: number, at: number) => MadeVerdict = () => GOOD,
    change: (drawn: DrawnEntry[]) => object = (drawn) => ({ drawn }),
    randomness = hashOf(sha256Bytes(toBytes(BEACON.sign(ROUND)))),
  ): Promise<Bundle> {
    const { count } = commitment.body as unknown as { count: number }
    const leaves = POPULATION.map((each) => leafHash(encodeElement(each)))
    const drawn: DrawnEntry[] = []
    for (const [at, index] of drawIndexes(commitment.hash, randomness, POPULATION.length, count).entries()) {
      const element = POPULATION[index] as Element
      const { hash: verdict } = await this.verdict(element, say(index, at))
      const path = await proveInclusion(
        async (_level, from, n) => leaves.slice(from, from + n),
        index,
        leaves.length,
      )
      drawn.push({ index, element, path: path.map(hashOf), verdict })
    }
    return this.add('outcomes', {
      commitment: commitment.hash,
      signature: BEACON.sign(ROUND),
      checkpoint,
      ...change(drawn),
    })
  }

  /** The checkpoint of the first `size` entries, cosigned at a time if one is given. */
  note(cosignedAt?: number, size = this.bundles.length): string {
    const root = rootOf(this.bundles.slice(0, size).map(({ hash }) => leafHash(toBytes(hash))))
    const text = formatCheckpoint({ origin: this.origin, size, root })
    const cosigned = cosignedAt === undefined ? [] : [cosignNote(text, WITNESS, cosignedAt)]
    return formatNote(text, [signNote(text, this.signer), ...cosigned])
  }

  served(): ServedLog {
    return {
      note: this.note(),
      entries: this.bundles.map(({ hash }) => hash),
      bundles: new Map(this.bundles.map(({ hash, bytes }) => [hash, bytes])),
    }
  }
}

interface DrawnEntry {
  readonly index: number
  readonly element: Element
  readonly path: readonly Hash32[]
  readonly verdict: Hash32
}
