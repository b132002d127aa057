import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { readBlockId } from '../../src/chain/cometbft/block-id.ts'
import { signBytes } from '../../src/chain/cometbft/commit.ts'
import * as read from '../../src/chain/cometbft/read.ts'
import { consensusAddress } from '../../src/chain/cometbft/validators.ts'
import type { RpcObject } from '../../src/chain/fields.ts'

const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const PRECOMMIT = 2

/** A validator that signs. */
export interface Signer {
  readonly key: KeyObject
  /** Of consensus: upper-case hexadecimal digits. */
  readonly address: string
  /** 32 bytes in base64. */
  readonly pubKey: string
  readonly power: number
}

/** Validators of one power, by address as a set orders them; the same for equal seeds. */
export function makeSigners(count: number, seed: string): Signer[] {
  return Array.from({ length: count }, (_, at) => makeSigner(`${seed} ${at}`)).sort(bySet)
}

export function makeSigner(seed: string, power = 10_000): Signer {
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8, createHash('sha256').update(seed).digest()]),
    format: 'der',
    type: 'pkcs8',
  })
  const bytes = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  return { key, address: hex(consensusAddress(bytes)), pubKey: bytes.toString('base64'), power }
}

/** The order of a set: more power first, then by address. */
export function bySet(a: Signer, b: Signer): number {
  return b.power - a.power || (a.address < b.address ? -1 : 1)
}

/** A validator as `/validators` says it. */
export function toValidator({ address, pubKey, power }: Signer): RpcObject {
  return {
    address,
    pub_key: { type: 'tendermint/PubKeyEd25519', value: pubKey },
    voting_power: String(power),
    proposer_priority: '0',
  }
}

/** The power that an application gives a validator. None is left out, which means that it leaves the set. */
export function toUpdate({ pubKey, power }: Signer): RpcObject {
  const pub_key = { Sum: { type: 'tendermint.crypto.PublicKey_Ed25519', value: { ed25519: pubKey } } }
  return power === 0 ? { pub_key } : { pub_key, power: String(power) }
}

/** Evidence that a validator voted for two blocks at one height, as `/block` has it. */
export function makeEvidence(
  chainId: string,
  signer: Signer,
  { height, index, total, timestamp }: { height: number; index: number; total: number; timestamp: string },
): RpcObject {
  const [vote_a, vote_b] = ['one', 'other'].map((name) => {
    const hash = hex(createHash('sha256').update(name).digest())
    const vote = {
      type: PRECOMMIT,
      height: String(height),
      round: 0,
      block_id: { hash, parts: { total: 1, hash } },
      timestamp,
      validator_address: signer.address,
      validator_index: index,
      extension: null,
      extension_signature: null,
    }
    const ballot = { type: PRECOMMIT, height, round: 0, blockId: readBlockId(vote, 'block_id') }
    const message = signBytes(chainId, ballot, read.time(vote, 'timestamp'))
    return { ...vote, signature: sign(null, message, signer.key).toString('base64') }
  })
  return {
    type: 'tendermint/DuplicateVoteEvidence',
    value: {
      vote_a,
      vote_b,
      TotalVotingPower: String(total),
      ValidatorPower: String(signer.power),
      Timestamp: timestamp,
    },
  }
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase()
}
