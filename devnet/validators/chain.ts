import { createHash, sign } from 'node:crypto'
import { cutBlock } from '../../src/chain/cometbft/block.ts'
import {
  encodeSignatures,
  hashSignatures,
  readCommit,
  signBytes,
  VOTE,
} from '../../src/chain/cometbft/commit.ts'
import { encodeEvidence, readEvidence } from '../../src/chain/cometbft/evidence.ts'
import { hashHeader, readHeader } from '../../src/chain/cometbft/header.ts'
import { merkleRoot } from '../../src/chain/cometbft/merkle.ts'
import { hashResults, readResult } from '../../src/chain/cometbft/results.ts'
import { hashValidators, readValidator } from '../../src/chain/cometbft/validators.ts'
import type { RpcObject } from '../../src/chain/fields.ts'
import type { CometWorld } from './answers.ts'
import { bySet, hex, type Signer, toUpdate, toValidator } from './signers.ts'

const PRECOMMIT = 2
const NO_HASH = ''
const EMPTY = hex(merkleRoot([]))
const START = Date.UTC(2026, 0, 1)

/** What stands in one block. */
export interface BlockContents {
  readonly txs?: readonly Buffer[]
  readonly results?: readonly RpcObject[]
  readonly events?: readonly RpcObject[]
  /** Validators with their new power, which acts two blocks later; 0: they leave the set. */
  readonly updates?: readonly Signer[]
  readonly evidence?: readonly RpcObject[]
  /** Consensus addresses of whoever gives no vote under this block. */
  readonly absent?: ReadonlySet<string>
}

export interface ChainOptions {
  /** Unix milliseconds of a block; a second a block where it is not given. */
  readonly timeOf?: (height: number) => number
  /** The number of its first block; 1 where it is not given. A chain that goes on from an older one begins later. */
  readonly first?: number
  /** So many heights are kept, as by a node that prunes; all where it is not given. */
  readonly keep?: number
}

/** An event with its attributes as CometBFT writes them. */
export function event(type: string, attributes: Readonly<Record<string, string>>): RpcObject {
  return { type, attributes: Object.entries(attributes).map(([key, value]) => ({ key, value, index: true })) }
}

interface Last {
  readonly id: RpcObject
  readonly height: number
  readonly time: number
  readonly signers: readonly Signer[]
  readonly absent: ReadonlySet<string>
  readonly resultsHash: string
  readonly appHash: string
}

/** A chain whose every block is hashed and signed as CometBFT does it. */
export class CometChain implements CometWorld {
  readonly chainId: string
  readonly blocks = new Map<number, RpcObject>()
  readonly results = new Map<number, RpcObject>()
  readonly validators = new Map<number, readonly RpcObject[]>()
  identities: string | null = null
  delegations: CometWorld['delegations']
  parameters: CometWorld['parameters']
  ethereum: CometWorld['ethereum']
  readonly #options: ChainOptions
  // Of the block to come and of the one behind it: an update acts on the third.
  #sets: readonly [readonly Signer[], readonly Signer[]]
  // The one block of which neither results nor commit stand in a next one yet.
  #last: Last | undefined

  constructor(chainId: string, signers: readonly Signer[], options: ChainOptions = {}) {
    this.chainId = chainId
    const set = [...signers].sort(bySet)
    this.#sets = [set, set]
    this.#options = options
  }

  get height(): number {
    return this.#last?.height ?? (this.#options.first ?? 1) - 1
  }

  /** Who votes on the block to come. */
  get signers(): readonly Signer[] {
    return this.#sets[0]
  }

  mine({
    txs = [],
    results = [],
    events = [],
    updates = [],
    evidence = [],
    absent = new Set(),
  }: BlockContents): void {
    const height = this.height + 1
    const time = this.timeOf(height)
    const [set, next] = this.#sets
    const [validators, announced] = [set, next].map((each) => each.map(toValidator)) as [
      RpcObject[],
      RpcObject[],
    ]
    const commit = this.#commit()
    const signatures = encodeSignatures(readCommit(commit))
    const found = evidence.map(readEvidence)
    const header = {
      version: { block: '11' },
      chain_id: this.chainId,
      height: String(height),
      time: new Date(time).toISOString(),
      last_block_id: this.#last?.id ?? { hash: NO_HASH, parts: { total: 0, hash: NO_HASH } },
      last_commit_hash: hex(hashSignatures(signatures)),
      data_hash: hex(merkleRoot(txs.map((tx) => createHash('sha256').update(tx).digest()))),
      validators_hash: hex(hashValidators(validators.map(readValidator))),
      next_validators_hash: hex(hashValidators(announced.map(readValidator))),
      consensus_hash: EMPTY,
      app_hash: this.#last?.appHash ?? NO_HASH,
      last_results_hash: this.#last?.resultsHash ?? EMPTY,
      evidence_hash: hex(merkleRoot(found.map(encodeEvidence))),
      proposer_address: set[height % set.length]?.address,
    }
    const read = readHeader(header)
    const parts = cutBlock({
      header: read,
      transactions: txs,
      lastCommit: readCommit(commit),
      evidence: found.map(encodeEvidence),
      signatures,
    })
    const id = { hash: hex(hashHeader(read)), parts: { total: parts.total, hash: hex(parts.hash) } }
    const block = {
      header,
      data: { txs: txs.map((tx) => tx.toString('base64')) },
      evidence: { evidence },
      last_commit: commit,
    }
    const appHash = createHash('sha256').update(`state ${height}`).digest()
    this.blocks.set(height, { block_id: id, block })
    this.results.set(height, {
      height: String(height),
      txs_results: results.length ? results : null,
      finalize_block_events: events,
      validator_updates: updates.length ? updates.map(toUpdate) : null,
      consensus_param_updates: null,
      app_hash: appHash.toString('base64'),
    })
    this.validators.set(height, validators)
    this.#sets = [next, applyUpdates(next, updates)]
    this.#last = {
      id,
      height,
      time,
      signers: set,
      absent,
      resultsHash: hex(hashResults(results.map(readResult))),
      appHash: hex(appHash),
    }
    this.#prune(height)
  }

  /** Unix milliseconds. */
  timeOf(height: number): number {
    return this.#options.timeOf?.(height) ?? START + height * 1000
  }

  #prune(height: number): void {
    const { keep } = this.#options
    if (keep === undefined) return
    for (const kept of [this.blocks, this.results, this.validators]) kept.delete(height - keep)
  }

  /** The votes under the newest block: for it, of everybody who is not absent. */
  #commit(): RpcObject {
    const last = this.#last
    if (!last)
      return { height: '0', round: 0, block_id: { hash: '', parts: { total: 0, hash: '' } }, signatures: [] }
    const commit = { height: String(last.height), round: 0, block_id: last.id, signatures: [] }
    const ballot = { type: PRECOMMIT, ...readCommit(commit) }
    const time = { seconds: Math.floor(last.time / 1000), nanos: 500_000_000 }
    const timestamp = `${new Date(last.time).toISOString().slice(0, 19)}.5Z`
    const message = signBytes(this.chainId, ballot, time)
    const signatures = last.signers.map(({ key, address }) =>
      last.absent.has(address)
        ? NO_VOTE
        : {
            block_id_flag: VOTE.commit,
            validator_address: address,
            timestamp,
            signature: sign(null, message, key).toString('base64'),
          },
    )
    return { ...commit, signatures }
  }
}

const NO_VOTE = {
  block_id_flag: VOTE.absent,
  validator_address: '',
  timestamp: '0001-01-01T00:00:00Z',
  signature: null,
}

function applyUpdates(set: readonly Signer[], updates: readonly Signer[]): readonly Signer[] {
  if (updates.length === 0) return set
  const changed = new Set(updates.map(({ address }) => address))
  const left = set.filter(({ address }) => !changed.has(address))
  return [...left, ...updates.filter(({ power }) => power > 0)].sort(bySet)
}
