import { MalformedEvidence, NotCheckable, Rejected } from '../../../src/claim/errors.ts'
import { type Hash32, hashOf } from '../../../src/claim/hex.ts'
import { claimDigestOf, sha256 } from './digest.ts'

/** What a client asked of a proof. Types as the market numbers them. */
export interface Predicate {
  readonly type: bigint | number
  readonly data: Uint8Array
}

/** What was proved, as far as it was shown: the journal may be known by its claim alone. */
export interface Proved {
  readonly claim: Hash32
  readonly image?: Hash32
  readonly journal?: Uint8Array
}

/**
 * Returns when what was proved meets a client's predicate.
 * @throws Rejected `REJECTED_PREDICATE`; MalformedEvidence `REJECTED_PREDICATE_SHAPE`; NotCheckable `UNKNOWN_PREDICATE`,
 *   `PREDICATE_WITHOUT_JOURNAL`
 */
export function assertPredicate({ type, data }: Predicate, { claim, image, journal }: Proved): void {
  switch (Number(type)) {
    case 0: {
      if (data.length !== 64) throw shape('a digest match', 64, data)
      const wanted = claimDigestOf(hashOf(data.subarray(0, 32)), data.subarray(32))
      if (wanted !== claim) throw unmet('another program, or another journal, than asked for')
      return
    }
    case 1: {
      if (data.length < 32) throw shape('a prefix match', 32, data)
      if (image === undefined || journal === undefined)
        throw new NotCheckable(
          'PREDICATE_WITHOUT_JOURNAL',
          'the predicate is about how the journal begins, and only the claim is shown',
        )
      const prefix = data.subarray(32)
      if (claimDigestOf(image, sha256(journal)) !== claim)
        throw unmet('the journal that is shown is not the one that was proved')
      if (image !== hashOf(data.subarray(0, 32))) throw unmet(`program ${image} is not the one asked for`)
      if (Buffer.compare(journal.subarray(0, prefix.length), prefix) !== 0)
        throw unmet('the journal does not begin as asked')
      return
    }
    case 2:
      if (data.length !== 32) throw shape('a claim match', 32, data)
      if (hashOf(data) !== claim) throw unmet(`claim ${claim} is not the one asked for`)
      return
    default:
      throw new NotCheckable('UNKNOWN_PREDICATE', `no predicate of type ${type} is known here`)
  }
}

function unmet(detail: string): Rejected {
  return new Rejected('REJECTED_PREDICATE', `the predicate is not met: ${detail}`)
}

function shape(what: string, length: number, data: Uint8Array): MalformedEvidence {
  return new MalformedEvidence(
    'REJECTED_PREDICATE_SHAPE',
    `${what} has ${length} bytes or, of a prefix, more; this has ${data.length}`,
  )
}
