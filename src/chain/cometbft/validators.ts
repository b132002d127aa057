import { NotCheckable } from '../../claim/errors.ts'
import { sha256Bytes } from '../../claim/sha256.ts'
import type { RpcObject } from '../fields.ts'
import { assertHash } from './hash.ts'
import { merkleRoot } from './merkle.ts'
import { Proto } from './proto.ts'
import * as read from './read.ts'

/** A validator as consensus knows it. Its operator is another address, which nothing here is made from. */
export interface Validator {
  /** 20 bytes: the first of the key's SHA-256. */
  readonly address: Uint8Array
  /** 32 bytes: Ed25519. */
  readonly key: Uint8Array
  readonly power: bigint
}

/**
 * A validator of a `/validators` answer.
 * @throws MalformedEvidence `MALFORMED_RPC`; Rejected `REJECTED_COMET_ADDRESS`; NotCheckable `UNSUPPORTED_COMET_KEY`
 */
export function readValidator(validator: RpcObject): Validator {
  const key = readKey(read.object(validator, 'pub_key'))
  const address = consensusAddress(key)
  const named = read.hex(validator, 'address', 20)
  assertHash('REJECTED_COMET_ADDRESS', 'the address of a validator', named, address)
  return { address, key, power: read.int64(validator, 'voting_power') }
}

/** @throws NotCheckable `UNSUPPORTED_COMET_KEY` for a key that is not Ed25519 */
function readKey(key: RpcObject): Uint8Array {
  const type = read.text(key, 'type')
  if (type !== 'tendermint/PubKeyEd25519')
    throw new NotCheckable('UNSUPPORTED_COMET_KEY', `a consensus key of type ${type.slice(0, 60)}`)
  const bytes = read.base64(key, 'value')
  read.assertShape(bytes.length === 32, `an Ed25519 key has 32 bytes, found ${bytes.length}`)
  return bytes
}

export function consensusAddress(key: Uint8Array): Uint8Array {
  return sha256Bytes(key).subarray(0, 20)
}

/** What a header commits to as `validators_hash`: keys and powers, in the order of the set. */
export function hashValidators(validators: readonly Validator[]): Uint8Array {
  return merkleRoot(
    validators.map(({ key, power }) =>
      new Proto().message(1, new Proto().bytes(1, key).end()).int(2, power).end(),
    ),
  )
}

/**
 * The set that a header commits to. Its hash does not cover the addresses: those follow from the keys.
 * @throws Rejected `REJECTED_COMET_VALIDATORS`
 */
export function verifyValidators(committed: Uint8Array, validators: readonly Validator[]): void {
  assertHash('REJECTED_COMET_VALIDATORS', 'the validator set', committed, hashValidators(validators))
}
