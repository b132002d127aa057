import { NotCheckable, Rejected, Unavailable } from '../../claim/errors.ts'
import type { RawHeader } from '../../claim/raw.ts'
import type { Endpoint } from '../endpoints/endpoint.ts'
import type { Integrity } from './integrity.ts'

export interface AgreedHeader {
  readonly header: RawHeader
  readonly vouchedBy: string
}

/** Who names which header for one block number. */
export class Ballot {
  readonly #integrity: Integrity
  readonly #number: number
  readonly #final: boolean
  readonly #votes: { readonly endpoint: Endpoint; readonly header: RawHeader | null }[] = []
  #agreed: AgreedHeader | undefined

  constructor(integrity: Integrity, number: number, final: boolean) {
    this.#integrity = integrity
    this.#number = number
    this.#final = final
  }

  get agreed(): AgreedHeader | undefined {
    return this.#agreed
  }

  cast(endpoint: Endpoint, header: RawHeader | null): void {
    this.#votes.push({ endpoint, header })
    const truth = this.#agreed?.header
    if (truth) {
      this.#judge(endpoint, header, truth)
      return
    }
    const same = this.#votes.filter((each) => each.header && each.header.hash === header?.hash)
    if (!header || same.length < this.#integrity.quorum) return
    const vouchedBy = this.#integrity.describe(same.length)
    this.#agreed = { header, vouchedBy }
    this.#integrity.vouch(header, vouchedBy)
    for (const earlier of this.#votes) this.#judge(earlier.endpoint, earlier.header, header)
  }

  /** @throws Unavailable `UNAVAILABLE_BLOCK` when a quorum does not have it, `UNAVAILABLE_QUORUM`; NotCheckable as `cause` */
  fail(cause: unknown): never {
    if (cause instanceof NotCheckable) throw cause
    const { quorum, gateway } = this.#integrity
    const without = this.#votes.filter(({ header }) => header === null)
    if (without.length >= quorum)
      throw new Unavailable('UNAVAILABLE_BLOCK', `block ${this.#number} is not known to a quorum`)
    const heard = this.#votes.map(({ header }) => header?.hash ?? 'none').join(', ') || 'nothing'
    const message = `block ${this.#number}: ${quorum} of ${gateway.endpoints.length} endpoints must agree, heard ${heard}`
    throw new Unavailable('UNAVAILABLE_QUORUM', message, { cause })
  }

  #judge(endpoint: Endpoint, header: RawHeader | null, truth: RawHeader): void {
    // Not having a block yet is no lie, nor is another fork before finality.
    if (!this.#final || !header || header.hash === truth.hash) return
    const error = new Rejected(
      'REJECTED_HEADER_OTHER',
      `a quorum names ${truth.hash} for block ${this.#number}`,
    )
    this.#integrity.faults.record(endpoint, error, this.#number, `block ${this.#number} is ${header.hash}`)
  }
}
