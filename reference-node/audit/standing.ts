import { AuditFault } from '../../src/claim/errors.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import { encodeElement } from '../../src/claim/sample/population.ts'
import { parseBody, type VerdictBody } from '../log/bodies.ts'
import type { OpenLog } from './report.ts'

interface Correction {
  readonly index: number
  readonly hash: Hash32
}

/** The verdicts of a log, and what stands in the place of each. */
export class StandingVerdicts {
  readonly #bodies = new Map<Hash32, VerdictBody>()
  readonly #corrections = new Map<Hash32, Correction[]>()

  /** Corrections that may be a thief's do not count: see `vouched` of the log. */
  constructor({ logged, vouched }: Pick<OpenLog, 'logged' | 'vouched'>) {
    for (const { index, bundle } of logged) {
      if (bundle.kind !== 'verdict') continue
      const body = parseBody('verdict', bundle.body)
      this.#bodies.set(bundle.hash, body)
      const corrected = body.corrects === null ? undefined : this.#bodies.get(body.corrects)
      if (body.corrects === null || !corrected || aboutOf(corrected) !== aboutOf(body)) continue
      if (vouched !== null && index >= vouched) continue
      const known = this.#corrections.get(body.corrects) ?? []
      this.#corrections.set(body.corrects, [...known, { index, hash: bundle.hash }])
    }
  }

  /**
   * What stands at the end of the log in the place of a verdict that outcomes at entry `index` name; undefined when there is none.
   * @throws AuditFault `SAMPLE_VERDICT` when it was corrected before
   */
  find(named: Hash32, index: number): VerdictBody | undefined {
    const before = this.#corrections.get(named)?.find((each) => each.index < index)
    if (before)
      throw new AuditFault(
        'SAMPLE_VERDICT',
        `the outcomes name ${named}, which ${before.hash} corrected before them`,
      )
    let hash = named
    for (let next = this.#last(hash); next; next = this.#last(hash)) hash = next
    return this.#bodies.get(hash)
  }

  #last(hash: Hash32): Hash32 | undefined {
    return this.#corrections.get(hash)?.at(-1)?.hash
  }
}

function aboutOf({ network, statement, subject }: VerdictBody): string {
  return [network, statement, Buffer.from(encodeElement(subject)).toString('hex')].join()
}
