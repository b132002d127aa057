import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { cutBlock } from '../../src/chain/cometbft/block.ts'
import {
  encodeSignatures,
  hashSignatures,
  readCommit,
  signBytes,
  VOTE,
} from '../../src/chain/cometbft/commit.ts'
import { hashHeader, readHeader } from '../../src/chain/cometbft/header.ts'
import { merkleRoot } from '../../src/chain/cometbft/merkle.ts'
import { hashResults, readResult } from '../../src/chain/cometbft/results.ts'
import { consensusAddress, hashValidators, readValidator } from '../../src/chain/cometbft/validators.ts'
import type { RpcObject } from '../../src/chain/fields.ts'

const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const NO_HASH = ''
const EMPTY = hex(merkleRoot([]))
const START = Date.UTC(2026, 0, 1)

/** A validator that signs. */
export interface Signer {
  readonly key: KeyObject
  readonly address: string
  readonly pubKey: string
  readonly power: number
}

/** What stands in one block. */
export interface BlockContents {
  readonly txs?: readonly Buffer[]
  readonly results?: readonly RpcObject[]
  readonly events?: readonly RpcObject[]
  readonly updates?: readonly RpcObject[]
}

/** An event with its attributes as CometBFT writes them. */
export function event(type: string, attributes: Readonly<Record<string, string>>): RpcObject {
  return { type, attributes: Object.entries(attributes).map(([key, value]) => ({ key, value, index: true })) }
}

export function makeSigners(count: number, seed: string): Signer[] {
  const signers = Array.from({ length: count }, (_, at) => {
    const key = createPrivateKey({
      key: Buffer.concat([PKCS8, createHash('sha256').update(`${seed} ${at}`).digest()]),
      format: 'der',
      type: 'pkcs8',
    })
    const bytes = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
    return { key, address: hex(consensusAddress(bytes)), pubKey: bytes.toString('base64'), power: 10_000 }
  })
  return signers.sort((a, b) => (a.address < b.address ? -1 : 1))
}

/** A chain of one validator set whose every block is hashed and signed as CometBFT does it, from height 1. */
export class CometChain {
  readonly chainId: string
  readonly signers: readonly Signer[]
  readonly blocks = new Map<number, RpcObject>()
  readonly results = new Map<number, RpcObject>()
  readonly validators = new Map<number, readonly RpcObject[]>()
  readonly identities: string | null = null
  readonly #set: readonly RpcObject[]
  readonly #setHash: string
  // The one block of which neither results nor commit stand in a next one yet.
  #last: { id: RpcObject; height: number; time: number; resultsHash: string; appHash: string } | undefined

  constructor(chainId: string, signers: readonly Signer[]) {
    this.chainId = chainId
    this.signers = signers
    this.#set = signers.map(({ address, pubKey, power }) => ({
      address,
      pub_key: { type: 'tendermint/PubKeyEd25519', value: pubKey },
      voting_power: String(power),
      proposer_priority: '0',
    }))
    this.#setHash = hex(hashValidators(this.#set.map(readValidator)))
  }

  get height(): number {
    return this.#last?.height ?? 0
  }

  mine({ txs = [], results = [], events = [], updates = [] }: BlockContents): void {
    const height = this.height + 1
    const time = START + height * 1000
    const commit = this.#commit()
    const signatures = encodeSignatures(readCommit(commit))
    const header = {
      version: { block: '11' },
      chain_id: this.chainId,
      height: String(height),
      time: new Date(time).toISOString(),
      last_block_id: this.#last?.id ?? { hash: NO_HASH, parts: { total: 0, hash: NO_HASH } },
      last_commit_hash: hex(hashSignatures(signatures)),
      data_hash: hex(merkleRoot(txs.map((tx) => createHash('sha256').update(tx).digest()))),
      validators_hash: this.#setHash,
      next_validators_hash: this.#setHash,
      consensus_hash: EMPTY,
      app_hash: this.#last?.appHash ?? NO_HASH,
      last_results_hash: this.#last?.resultsHash ?? EMPTY,
      evidence_hash: EMPTY,
      proposer_address: this.signers[height % this.signers.length]?.address,
    }
    const read = readHeader(header)
    const parts = cutBlock({
      header: read,
      transactions: txs,
      lastCommit: readCommit(commit),
      evidence: [],
      signatures,
    })
    const id = { hash: hex(hashHeader(read)), parts: { total: parts.total, hash: hex(parts.hash) } }
    const block = {
      header,
      data: { txs: txs.map((tx) => tx.toString('base64')) },
      evidence: { evidence: [] },
      last_commit: commit,
    }
    const appHash = createHash('sha256').update(`state ${height}`).digest()
    this.blocks.set(height, { block_id: id, block })
    this.results.set(height, {
      height: String(height),
      txs_results: results.length ? results : null,
      finalize_block_events: events,
      validator_updates: updates.length ? updates : null,
      consensus_param_updates: null,
      app_hash: appHash.toString('base64'),
    })
    this.validators.set(height, this.#set)
    this.#last = {
      id,
      height,
      time,
      resultsHash: hex(hashResults(results.map(readResult))),
      appHash: hex(appHash),
    }
  }

  /** The votes under the newest block, all of them for it. */
  #commit(): RpcObject {
    const last = this.#last
    if (!last)
      return { height: '0', round: 0, block_id: { hash: '', parts: { total: 0, hash: '' } }, signatures: [] }
    const commit = { height: String(last.height), round: 0, block_id: last.id, signatures: [] }
    const ballot = { type: 2, ...readCommit(commit) }
    const time = { seconds: last.time / 1000, nanos: 500_000_000 }
    const timestamp = `${new Date(last.time).toISOString().slice(0, 19)}.5Z`
    const message = signBytes(this.chainId, ballot, time)
    const signatures = this.signers.map(({ key, address }) => ({
      block_id_flag: VOTE.commit,
      validator_address: address,
      timestamp,
      signature: sign(null, message, key).toString('base64'),
    }))
    return { ...commit, signatures }
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase()
}
