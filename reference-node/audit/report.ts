import type { Address, Hash32 } from '../../src/claim/hex.ts'
import type { VerifierKey } from '../../src/claim/log/note.ts'
import type { BeaconChain } from '../../src/claim/sample/beacon.ts'
import type { Outcome } from '../../src/claim/verdict.ts'
import type { ChainView } from '../evidence/chain.ts'
import type { Commitment, Outcomes, VerdictBody } from '../log/bodies.ts'
import type { Bundle } from '../log/bundle.ts'

/** What the reader of a log believes before it reads. */
export interface AuditTrust {
  readonly key: VerifierKey
  /** Of the log as it was registered; undefined: it was not, and no sample of it has a bound. */
  readonly watchdog: Address | undefined
  /** When it was, Unix seconds; undefined with `watchdog`. */
  readonly since: number | undefined
  /** From when on somebody else may have had the log's keys, Unix seconds; undefined: nobody says so. */
  readonly compromised: number | undefined
  readonly beacon: BeaconChain
  /** The chain whose blocks draw instead; undefined: the beacon does. */
  readonly weakBeacon: number | undefined
  /** Chains whose blocks say when a checkpoint was there: by how many seconds their times may be early, by chain id. */
  readonly anchors: ReadonlyMap<number, number>
  /** These chains and that of the weak beacon, as the reader sees them. */
  readonly chains: ReadonlyMap<number, TimedChain>
  readonly witnesses: readonly VerifierKey[]
  readonly quorum: number
  /** Unix seconds. */
  readonly now: number
  /** Checkpoints of this log that were seen before, as notes. */
  readonly seen: readonly string[]
}

/** A chain as anchors and weak beacons are read from it. */
export type TimedChain = Pick<ChainView, 'getMinedCall' | 'getHeaderAt'>

/** That somebody else than the log saw its first entries. */
export interface Vouched {
  /** How many. */
  readonly size: number
  /** By when, Unix seconds. */
  readonly time: number
}

/** The same by a block of a chain. */
export interface Anchored extends Vouched {
  readonly chainId: number
}

/** One thing that does not hold. */
export interface Finding {
  readonly code: string
  /** Index of the entry that it is about; null: it is about the whole log. */
  readonly entry: number | null
  readonly detail: string
}

export interface LogReport {
  readonly origin: string
  readonly watchdog: Address | null
  readonly size: number
  readonly verdicts: number
  /** How many of the witnesses that are believed cosigned the checkpoint: with fewer than a quorum, others may be shown another log. */
  readonly cosigned: number
  /**
   * How many entries somebody else saw before the keys were compromised: the others may be a thief's. Null: nobody says that
   * they were.
   */
  readonly vouched: number | null
  readonly findings: readonly Finding[]
  /** Anchors and blocks that could not be read: nothing is said for or against them. */
  readonly unread: readonly Finding[]
  readonly samples: readonly SampleReport[]
}

/** A bundle of the log that holds by itself, at its index. */
export interface Logged {
  readonly index: number
  readonly bundle: Bundle
}

/** What later steps read of a log whose entries gave its root. */
export interface OpenLog {
  readonly entries: readonly Hash32[]
  readonly logged: readonly Logged[]
  readonly trust: AuditTrust
  /** Whether a checkpoint's root is that of the log's first entries. */
  readonly holds: (size: number, root: Uint8Array) => boolean
  /** The key that signs a checkpoint of so many entries. */
  readonly keyOf: (size: number) => VerifierKey
  /** As in LogReport. */
  readonly vouched: number | null
  /** Checkpoints of this log that a quorum of the witnesses cosigned, as far as they are at hand. */
  readonly cosigned: readonly Vouched[]
  /** Anchors that hold. */
  readonly anchored: readonly Anchored[]
  /** Checkpoints of this log that are at hand beside those in it, as notes. */
  readonly notes: readonly string[]
}

/** Keeps something that does not hold. */
export type Note = (code: string, entry: number | null, detail: string) => unknown

/** One element of a sample with the verdict that the log gives it. */
export interface DrawnVerdict {
  readonly element: Outcomes['drawn'][number]['element']
  readonly verdict: VerdictBody['verdict']
}

export interface SampleReport {
  readonly commitment: Hash32
  readonly entry: number
  readonly committed: Commitment
  /** By the watchdog's clock, Unix seconds. */
  readonly committedAt: number
  readonly isCensus: boolean
  /** Drawn by a block's hash, which its proposer can choose among several. */
  readonly isWeak: boolean
  /** When its round comes out, Unix seconds; null of a block that is not known. */
  readonly drawnAt: number | null
  /** Who saw the commitment before the round; null: nobody whom the network's folder believes. */
  readonly timedBy: 'anchor' | 'witnesses' | null
  /** `open`: its deadline is not over. `failed`: something of it does not hold. `self_timed`: nobody else says that it was committed to before its round, and answered by its deadline. */
  readonly state: 'open' | 'failed' | 'self_timed' | 'drawn'
  readonly drawn: readonly DrawnVerdict[]
  readonly counts: Readonly<Record<Outcome, number>>
  /** Failures in the population that are not refuted at 95 %, in elements; null with `noBound`. */
  readonly upperBound: number | null
  readonly noBound: string | null
}
