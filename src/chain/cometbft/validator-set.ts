import type { KeyObject } from 'node:crypto'
import { Rejected } from '../../claim/errors.ts'
import { type Hex, toHex } from '../../claim/hex.ts'
import { type Commit, signBytes, VOTE } from './commit.ts'
import { assertHash } from './hash.ts'
import { isSignedBy, toKey } from './signature.ts'
import type { Validator } from './validators.ts'

const PRECOMMIT = 2

/** How a commit's places were taken. Powers in units of consensus. */
export interface Tally {
  readonly signed: bigint
  readonly total: bigint
  /** Consensus addresses of whoever gave no vote. */
  readonly absent: readonly Hex[]
}

/** Checks the commits of one validator set; its keys are prepared once. */
export class ValidatorSet {
  readonly validators: readonly Validator[]
  readonly total: bigint
  readonly #keys: (KeyObject | undefined)[]

  constructor(validators: readonly Validator[]) {
    this.validators = validators
    this.total = validators.reduce((sum, { power }) => sum + power, 0n)
    this.#keys = validators.map(() => undefined)
  }

  /**
   * Checks every signature of a commit, also those for no block, and that more than two thirds of the power signed.
   * @throws Rejected `REJECTED_COMET_COMMIT` when its places are not those of this set, `REJECTED_COMET_SIGNATURE`,
   * `REJECTED_COMET_POWER`
   */
  verifyCommit(chainId: string, commit: Commit): Tally {
    const { signatures, height, round, blockId } = commit
    if (signatures.length !== this.validators.length)
      throw new Rejected(
        'REJECTED_COMET_COMMIT',
        `the commit of block ${height} has ${signatures.length} places, its set ${this.validators.length} validators`,
      )
    let signed = 0n
    const absent: Hex[] = []
    for (const [index, { flag, validator, time, signature }] of signatures.entries()) {
      const { address, power } = this.validators[index] as Validator
      if (flag === VOTE.absent) {
        absent.push(toHex(address))
        continue
      }
      if (flag !== VOTE.commit && flag !== VOTE.nil)
        throw new Rejected('REJECTED_COMET_COMMIT', `a vote of kind ${flag} in the commit of block ${height}`)
      assertHash(
        'REJECTED_COMET_COMMIT',
        `place ${index} of the commit of block ${height}`,
        validator,
        address,
      )
      const ballot = { type: PRECOMMIT, height, round, blockId: flag === VOTE.commit ? blockId : null }
      if (!this.#signed(index, signBytes(chainId, ballot, time), signature))
        throw new Rejected(
          'REJECTED_COMET_SIGNATURE',
          `the signature of ${toHex(address)} under block ${height} is not its own`,
        )
      if (flag === VOTE.commit) signed += power
    }
    if (3n * signed <= 2n * this.total)
      throw new Rejected(
        'REJECTED_COMET_POWER',
        `${signed} of ${this.total} signed block ${height}, which is not more than two thirds`,
      )
    return { signed, total: this.total, absent }
  }

  #signed(index: number, message: Uint8Array, signature: Uint8Array): boolean {
    this.#keys[index] ??= toKey((this.validators[index] as Validator).key)
    return isSignedBy(this.#keys[index], message, signature)
  }
}
