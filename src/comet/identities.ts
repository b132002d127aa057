import type { Logger } from 'pino'
import { readDec } from '../chain/cometbft/parameters.ts'
import { consensusAddress } from '../chain/cometbft/validators.ts'
import { decodeBech32 } from '../claim/bech32.ts'
import { CodedError } from '../claim/errors.ts'
import { type Address, toHex } from '../claim/hex.ts'
import { findBytes, findText, listBytes, listFields, type ProtobufField } from '../claim/protobuf.ts'
import { textOf } from '../claim/text.ts'
import type { Place } from '../indexer/place.ts'
import type { Consensus } from '../platform/consensus.ts'
import type { Pool } from '../platform/database.ts'
import type { CometContent } from './content.ts'
import { KnownValidators } from './known.ts'
import { loadValidators, storeValidator } from './known-store.ts'
import type { CometClient } from './read/client.ts'
import { askState, NEWEST_STATE, needAnswer } from './read/state.ts'

/** QueryValidatorsRequest{ 2 pagination { 3 limit = 1000 } }: more than any set. Source: cosmos-sdk proto/cosmos/staking/v1beta1. */
export const VALIDATORS = { path: '/cosmos.staking.v1beta1.Query/Validators', data: '120318e807' }

type Fields = readonly ProtobufField[]

/** What a validator keeps of its delegators' rewards, as a plain decimal. */
export interface CommissionRate {
  readonly operator: Address
  readonly rate: string
}

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
    for (const at of [height, NEWEST_STATE])
      try {
        const { endpoint, values } = await askState(this.#options.client, [VALIDATORS], at)
        const source = at === NEWEST_STATE ? `${endpoint}, newest state` : endpoint
        await this.record(needAnswer(values[0]), height, source)
        return
      } catch (error) {
        if (!(error instanceof CodedError)) throw error
        this.#options.log.warn({ err: error, height: at }, 'no node names the operators of new validators')
      }
  }

  /**
   * Keeps who is named in a `QueryValidatorsResponse`, and returns what each asks of its delegators.
   * @throws MalformedEvidence `MALFORMED_BECH32`, `MALFORMED_PARAMETERS`, and what the reading of protobuf throws
   */
  async record(response: Uint8Array, fromBlock: number, source: string): Promise<CommissionRate[]> {
    const rates: CommissionRate[] = []
    for (const encoded of listBytes(listFields(response), 1)) {
      const fields = listFields(encoded)
      const operator = decodeBech32(`${this.#options.consensus.prefix}valoper`, findText(fields, 1))
      await this.#record(fields, operator, fromBlock, source)
      const rate = findText(findMessage(findMessage(fields, 10), 1), 1)
      if (rate !== '') rates.push({ operator, rate: readDec(rate) })
    }
    return rates
  }

  async #record(fields: Fields, operator: Address, fromBlock: number, source: string): Promise<void> {
    const { pool, place } = this.#options
    const key = findBytes(listFields(findBytes(findMessage(fields, 2), 2) ?? new Uint8Array()), 1)
    // A key of another kind has no consensus address that is known here.
    if (key?.length !== 32) return
    const consensus = toHex(consensusAddress(key))
    const moniker = textOf(findBytes(findMessage(fields, 7), 1) ?? new Uint8Array()) || null
    const known = this.known.find(consensus, fromBlock)
    if (known?.operator === operator && known.moniker === moniker) return
    const validator = { consensus, operator, key, moniker, fromBlock, source }
    await storeValidator(pool, place, validator)
    this.known.add(validator)
  }
}

function findMessage(fields: Fields, number: number): Fields {
  return listFields(findBytes(fields, number) ?? new Uint8Array())
}
