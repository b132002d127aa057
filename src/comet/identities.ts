import type { Logger } from 'pino'
import * as read from '../chain/cometbft/read.ts'
import { consensusAddress } from '../chain/cometbft/validators.ts'
import { decodeBech32 } from '../claim/bech32.ts'
import { CodedError } from '../claim/errors.ts'
import { toHex } from '../claim/hex.ts'
import { findBytes, findText, listBytes, listFields } from '../claim/protobuf.ts'
import type { Place } from '../indexer/place.ts'
import type { Consensus } from '../platform/consensus.ts'
import type { Pool } from '../platform/database.ts'
import type { CometContent } from './content.ts'
import { KnownValidators, loadValidators, storeValidator } from './known.ts'
import type { CometClient } from './read/client.ts'

const QUERY = '/cosmos.staking.v1beta1.Query/Validators'
// QueryValidatorsRequest{ 2 pagination { 3 limit = 1000 } }: more than any set.
const FIRST_THOUSAND = '120318e807'
const NEWEST = 0

export interface IdentitiesOptions {
  readonly pool: Pool
  readonly place: Place
  readonly consensus: Consensus
  readonly client: Pick<CometClient, 'ask'>
  readonly log: Logger
}

/**
 * Which operator stands behind a consensus key. Nothing in a header says it: a node's staking module is asked when a key comes into the
 * set that nobody named yet, and what it says is kept with its height and its giver.
 */
export class Identities {
  readonly #options: IdentitiesOptions
  readonly #asked = new Set<string>()
  known = new KnownValidators()

  constructor(options: IdentitiesOptions) {
    this.#options = options
  }

  /** Takes up what was stored. */
  async load(): Promise<void> {
    this.known = await loadValidators(this.#options.pool, this.#options.place)
  }

  /** Before heights are decoded: asks for keys of new sets that are not known. Who cannot be named stays under its consensus address. */
  async learn(contents: readonly CometContent[]): Promise<void> {
    for (const { header, height } of contents) {
      const addresses = (height.sets?.now ?? []).map(({ address }) => toHex(address))
      const unnamed = addresses.filter((each) => !this.known.has(each) && !this.#asked.has(each))
      if (unnamed.length === 0) continue
      await this.#askAt(header.number)
      for (const each of unnamed) this.#asked.add(each)
    }
  }

  /** At the height itself; a node that has pruned that state is asked for the newest. */
  async #askAt(height: number): Promise<void> {
    for (const at of [height, NEWEST])
      try {
        return await this.#query(at, height)
      } catch (error) {
        if (!(error instanceof CodedError)) throw error
        this.#options.log.warn({ err: error, height: at }, 'no node names the operators of new validators')
      }
  }

  async #query(at: number, height: number): Promise<void> {
    const call = { method: 'abci_query', params: [QUERY, FIRST_THOUSAND, String(at), false] }
    const { answers, endpoint } = await this.#options.client.ask([call])
    const response = read.object(answers[0] ?? {}, 'response')
    if (read.integer(response, 'code') !== 0)
      throw new CodedError('COMET_QUERY', `${QUERY}: ${read.text(response, 'log').slice(0, 200)}`)
    const source = at === NEWEST ? `${endpoint.name}, newest state` : endpoint.name
    for (const encoded of listBytes(listFields(read.base64(response, 'value')), 1))
      await this.#record(encoded, height, source)
  }

  async #record(encoded: Uint8Array, fromBlock: number, source: string): Promise<void> {
    const { pool, place, consensus: chain } = this.#options
    const fields = listFields(encoded)
    const any = findBytes(fields, 2)
    const key = any && findBytes(listFields(findBytes(listFields(any), 2) ?? new Uint8Array()), 1)
    // A key of another kind has no consensus address that is known here.
    if (key?.length !== 32) return
    const operator = decodeBech32(`${chain.prefix}valoper`, findText(fields, 1))
    const consensus = toHex(consensusAddress(key))
    if (this.known.operatorOf(consensus, fromBlock) === operator) return
    const validator = { consensus, operator, key, fromBlock, source }
    await storeValidator(pool, place, validator)
    this.known.add(validator)
  }
}
