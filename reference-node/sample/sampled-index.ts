import { hashOf } from '../../src/claim/hex.ts'
import { type Element, elementId } from '../../src/claim/sample/population.ts'
import type { Statement } from '../../src/claim/verdict.ts'
import type { Pool } from '../../src/platform/database.ts'
import type { ChainHint } from '../evidence/evidence.ts'
import type { DueSubject } from '../judge/subject.ts'
import type { Scope } from '../log/bodies.ts'
import { type SubjectRow, toSubject } from '../work/pick.ts'
import { createRegistryHint } from '../work/registry-hint.ts'
import { type CutOff, type Population, readCutOff, readPopulation } from './population.ts'

/** How far a chain is known. */
export interface Heights {
  readonly head: number
  readonly finalized: number
}

/** What a watchdog draws its samples from. */
export interface SampledIndex {
  /** The newest final block of each chain that it has. */
  readCutOff(): Promise<CutOff[]>
  /** The elements of a statement up to a block of each chain, in their order. */
  readPopulation(statement: Statement, scope: Scope, chains: readonly CutOff[]): Promise<Population>
  /** An element as a subject of the judges; undefined of a leaf whose batch it does not have. */
  findSubject(element: Element, statement: Statement): Promise<DueSubject | undefined>
  /** Undefined of a chain that it does not follow. */
  findHeights(chainId: number): Promise<Heights | undefined>
  /** Where it saw events of the registries. */
  readonly hint: ChainHint
}

const SUBJECT = `select * from watch.subject where network = $1 and chain_id = $2 and block_number = $3 and kind = $4
  and id = $5 and statement = $6`

/** A network's index in a database of one's own. */
export class OwnIndex implements SampledIndex {
  readonly #pool: Pool
  readonly #network: string
  readonly hint: ChainHint

  constructor(pool: Pool, network: string) {
    this.#pool = pool
    this.#network = network
    this.hint = createRegistryHint(pool, network)
  }

  readCutOff(): Promise<CutOff[]> {
    return readCutOff(this.#pool, this.#network)
  }

  /** @throws as readPopulation does */
  readPopulation(statement: Statement, scope: Scope, chains: readonly CutOff[]): Promise<Population> {
    return readPopulation(this.#pool, this.#network, statement, scope, chains)
  }

  async findSubject(element: Element, statement: Statement): Promise<DueSubject | undefined> {
    const { chainId, block, kind } = element
    const values = [this.#network, chainId, block, kind, elementId(element), statement]
    const { rows } = await this.#pool.query<SubjectRow>(SUBJECT, values)
    const row = rows.find(({ block_hash }) => hashOf(block_hash) === element.blockHash)
    return row && toSubject(row)
  }

  async findHeights(chainId: number): Promise<Heights | undefined> {
    const { rows } = await this.#pool.query<Heights>(
      'select head, finalized_height as finalized from ingest.status where network = $1 and chain_id = $2',
      [this.#network, chainId],
    )
    return rows[0]
  }
}
