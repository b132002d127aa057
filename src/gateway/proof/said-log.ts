import { readLog } from '../../chain/contents.ts'
import * as field from '../../chain/fields.ts'
import type { Hash32 } from '../../claim/hex.ts'
import type { RawLog } from '../../claim/raw.ts'

/** A log as `eth_getLogs` gives it: where it stands is said, not proved. */
export interface SaidLog extends RawLog {
  readonly blockNumber: number
  readonly blockHash: Hash32
  readonly transactionHash: Hash32
}

/** One log of an answer. `last`: the one before it, whose checks it shares. */
export function toSaidLog(log: field.RpcObject, last: SaidLog | undefined): SaidLog {
  return {
    ...readLog(log),
    transactionIndex: field.integer(log, 'transactionIndex'),
    logIndex: field.integer(log, 'logIndex'),
    blockNumber: field.integer(log, 'blockNumber'),
    blockHash: last && log.blockHash === last.blockHash ? last.blockHash : field.hash(log, 'blockHash'),
    transactionHash:
      last && log.transactionHash === last.transactionHash
        ? last.transactionHash
        : field.hash(log, 'transactionHash'),
  }
}
