import { AuditFault } from '../../src/claim/errors.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import { encodeElement } from '../../src/claim/sample/population.ts'
import { parseBody, type VerdictBody } from '../log/bodies.ts'
import type { OpenLog } from './report.ts'

interface Correction {
  readonly index: number
  readonly hash: Hash32
}

/** Corrections of one verdict. */
interface Corrected {
  readonly first: Correction
  last: Hash32
}

/** The verdicts of a log, and what stands in the place of each. */
export class StandingVerdicts {
  readonly #bodies = new Map<Hash32, VerdictBody>()
  readonly #corrected = new Map<Hash32, Corrected>()
  /** What was found to stand in the place of a verdict. */
  readonly #standing = new Map<Hash32, Hash32>()

  /** Corrections that may be a thief's do not count: see `vouched` of the log. */
  constructor({ logged, vouched }: Pick<OpenLog, 'logged' | 'vouched'>) {
    for (const { index, bundle } of logged) {
      if (bundle.kind !== 'verdict') continue
      const body = parseBody('verdict', bundle.body)
      this.#bodies.set(bundle.hash, body)
      const corrected = body.corrects === null ? undefined : this.#bodies.get(body.corrects)
      if (body.corrects === null || !corrected || aboutOf(corrected) !== aboutOf(body)) continue
      if (vouched !== null && index >= vouched) continue
      const known = this.#corrected.get(body.corrects)
      if (known) known.last = bundle.hash
      else this.#corrected.set(body.corrects, { first: { index, hash: bundle.hash }, last: bundle.hash })
    }
  }

  /**
   * What stands at the end of the log in the place of a verdict that outcomes at entry `index` name; undefined when there is none.
   * @throws AuditFault `SAMPLE_VERDICT` when it was corrected before
   */
  find(named: Hash32, index: number): VerdictBody | undefined {
    const { first } = this.#corrected.get(named) ?? {}
    if (first && first.index < index)
      throw new AuditFault(
        'SAMPLE_VERDICT',
        `the outcomes name ${named}, which ${first.hash} corrected before them`,
      )
    return this.#bodies.get(this.#findStanding(named))
  }

  // A row of corrections is walked once, however many outcomes name one of them.
  #findStanding(named: Hash32): Hash32 {
    const passed: Hash32[] = []
    let hash = named
    for (;;) {
      const next = this.#standing.get(hash) ?? this.#corrected.get(hash)?.last
      if (next === undefined) break
      passed.push(hash)
      hash = next
    }
    for (const each of passed) this.#standing.set(each, hash)
    return hash
  }
}

function aboutOf({ network, statement, subject }: VerdictBody): string {
  return [network, statement, Buffer.from(encodeElement(subject)).toString('hex')].join()
}
