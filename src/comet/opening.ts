import type { Logger } from 'pino'
import { Proto } from '../chain/cometbft/proto.ts'
import { decodeBech32, encodeBech32 } from '../claim/bech32.ts'
import { CodedError } from '../claim/errors.ts'
import type { Address } from '../claim/hex.ts'
import { findBytes, findText, listBytes, listFields, type ProtobufField } from '../claim/protobuf.ts'
import type { Place } from '../indexer/place.ts'
import type { Consensus } from '../platform/consensus.ts'
import type { Pool } from '../platform/database.ts'
import { parseWhole } from './facts/amounts.ts'
import { type OpeningStake, storeOpening } from './opening-store.ts'
import type { CometClient } from './read/client.ts'
import { askState, needAnswer } from './read/state.ts'

// Source: cosmos-sdk proto/cosmos/staking/v1beta1/query.proto.
const PATH = '/cosmos.staking.v1beta1.Query/ValidatorDelegations'
/** Of one answer. */
const MOST = 1_000

export interface OpeningOptions {
  readonly pool: Pool
  readonly place: Place
  readonly consensus: Consensus
  readonly client: Pick<CometClient, 'ask'>
  readonly log: Logger
}

/**
 * Who had staked what before the first block that is read: no event of a later block tells it. Asked of a node's staking module, of the
 * state after `height`, which the first block was worked out on.
 */
export async function readOpening(
  options: OpeningOptions,
  operators: readonly Address[],
  height: number,
): Promise<void> {
  const { pool, place, consensus, client, log } = options
  for (const operator of operators)
    try {
      const { stakes, source } = await askDelegations(client, consensus, operator, height)
      await storeOpening(pool, place, stakes, source)
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      log.warn(
        { err: error, operator, height },
        'whose stake a validator had before the first block is not known',
      )
    }
}

async function askDelegations(
  client: OpeningOptions['client'],
  consensus: Consensus,
  operator: Address,
  height: number,
) {
  const stakes: OpeningStake[] = []
  let source = ''
  let next = new Uint8Array()
  do {
    const { values, endpoint } = await askState(
      client,
      [{ path: PATH, data: encodeRequest(encodeBech32(`${consensus.prefix}valoper`, operator), next) }],
      height,
    )
    const fields = listFields(needAnswer(values[0]))
    for (const each of listBytes(fields, 1)) {
      const response = listFields(each)
      const delegator = findText(messageIn(response, 1), 1)
      const coin = messageIn(response, 2)
      if (findText(coin, 1) !== consensus.denom) continue
      const staker = decodeBech32(consensus.prefix, delegator)
      stakes.push({ node: operator, staker, amount: parseWhole(findText(coin, 2)) })
    }
    next = Uint8Array.from(findBytes(messageIn(fields, 2), 1) ?? [])
    source = endpoint
  } while (next.length > 0)
  return { stakes, source }
}

/** QueryValidatorDelegationsRequest{ 1 validator_addr, 2 pagination { 1 key, 3 limit } } in hexadecimal. */
function encodeRequest(validator: string, key: Uint8Array): string {
  const page = new Proto().bytes(1, key).int(3, MOST).end()
  return Buffer.from(new Proto().text(1, validator).message(2, page).end()).toString('hex')
}

function messageIn(fields: readonly ProtobufField[], number: number): readonly ProtobufField[] {
  return listFields(findBytes(fields, number) ?? new Uint8Array())
}
