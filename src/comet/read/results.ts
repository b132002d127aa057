import * as read from '../../chain/cometbft/read.ts'
import { type CometResult, readResult } from '../../chain/cometbft/results.ts'
import { malformed, type RpcObject } from '../../chain/fields.ts'
import { unknownShape } from './states.ts'

/** An event as the chain's application wrote it: a type, and keys with values in their order. In no hash. */
export interface CometEvent {
  readonly type: string
  readonly attributes: readonly (readonly [key: string, value: string])[]
}

/** What a transaction gave: the part that the next header covers, and its events. */
interface TransactionResult extends CometResult {
  readonly events: readonly CometEvent[]
}

/** A validator's new power, as the application returned it. */
interface ValidatorUpdate {
  /** 32 bytes in base64. */
  readonly key: string
  readonly power: bigint
}

/** What the results of a block say beside what hashes cover: of this facts are made. */
export interface ReportedEvents {
  readonly transactions: readonly Pick<TransactionResult, 'code' | 'events'>[]
  readonly events: readonly CometEvent[]
  /** Parameters of consensus that change with this block; undefined: none. */
  readonly parameters: RpcObject | undefined
}

/** The results of one block. */
export interface BlockResults extends ReportedEvents {
  readonly transactions: readonly TransactionResult[]
  readonly updates: readonly ValidatorUpdate[]
  /** What the next header's `app_hash` is. */
  readonly appHash: Uint8Array
}

// Two honest nodes say these differently: x/poa writes the address of a number in its memory in place of the number.
const NOT_SAID = { types: ['add_validator', 'remove_validator'], key: 'staking_tokens' } as const

/**
 * The results of a `/block_results` answer. Its form is seen on what is there, never on a version: older ones have other lists.
 * @throws CodedError `COMET_SHAPE`; MalformedEvidence `MALFORMED_RPC`
 */
export function readResults(answer: RpcObject): BlockResults {
  if ('begin_block_events' in answer || 'end_block_events' in answer)
    throw unknownShape('block_results has begin_block_events, as before CometBFT 0.38')
  if (!('finalize_block_events' in answer) && !('app_hash' in answer))
    throw unknownShape('block_results has neither finalize_block_events nor app_hash')
  return {
    transactions: read.objects(answer, 'txs_results').map((each) => ({
      ...readResult(each),
      events: readEvents(each, 'events'),
    })),
    events: readEvents(answer, 'finalize_block_events'),
    updates: read.objects(answer, 'validator_updates').map(readUpdate),
    appHash: read.base64(answer, 'app_hash'),
    parameters: answer.consensus_param_updates ? read.object(answer, 'consensus_param_updates') : undefined,
  }
}

function readEvents(parent: RpcObject, key: string): CometEvent[] {
  return read.objects(parent, key).map((event) => {
    const type = read.text(event, 'type')
    return { type, attributes: read.objects(event, 'attributes').map((each) => readAttribute(type, each)) }
  })
}

function readAttribute(type: string, attribute: RpcObject): readonly [string, string] {
  const key = read.text(attribute, 'key')
  const isSaid = key !== NOT_SAID.key || !NOT_SAID.types.some((each) => each === type)
  return [key, isSaid ? read.text(attribute, 'value') : '']
}

function readUpdate(update: RpcObject): ValidatorUpdate {
  if ('pub_key_bytes' in update) throw unknownShape('validator_updates has pub_key_bytes, as CometBFT 1.x')
  const sum = read.object(read.object(update, 'pub_key'), 'Sum')
  const key = read.object(sum, 'value').ed25519
  if (typeof key !== 'string') throw malformed('validator_updates', 'an Ed25519 key', sum.type)
  // Zero is left out: the validator leaves the set.
  return { key, power: read.int64(update, 'power') }
}
