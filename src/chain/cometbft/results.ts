import { sha256Bytes } from '../../claim/sha256.ts'
import type { RpcObject } from '../fields.ts'
import { assertHash } from './hash.ts'
import { merkleRoot } from './merkle.ts'
import { Proto } from './proto.ts'
import * as read from './read.ts'

/** The part of a transaction's result that the next header commits to. Events, log and text are in no hash. */
export interface CometResult {
  /** 0: it went well. */
  readonly code: number
  readonly data: Uint8Array
  readonly gasWanted: bigint
  readonly gasUsed: bigint
}

/** @throws MalformedEvidence `MALFORMED_RPC` */
export function readResult(result: RpcObject): CometResult {
  return {
    code: read.integer(result, 'code'),
    data: read.base64(result, 'data'),
    gasWanted: read.int64(result, 'gas_wanted'),
    gasUsed: read.int64(result, 'gas_used'),
  }
}

/** What the header of the next block commits to as `last_results_hash`. */
export function hashResults(results: readonly CometResult[]): Uint8Array {
  return merkleRoot(
    results.map(({ code, data, gasWanted, gasUsed }) =>
      new Proto(data.length + 64).int(1, code).bytes(2, data).int(5, gasWanted).int(6, gasUsed).end(),
    ),
  )
}

/**
 * The results of a block, by the header of the block after it.
 * @throws Rejected `REJECTED_COMET_RESULTS`
 */
export function verifyResults(committed: Uint8Array, height: number, results: readonly CometResult[]): void {
  assertResults(committed, height, hashResults(results))
}

/** {@link verifyResults} by what they hash to. */
export function assertResults(committed: Uint8Array, height: number, hash: Uint8Array): void {
  assertHash('REJECTED_COMET_RESULTS', `the results of block ${height}`, committed, hash)
}

/** What a header commits to as `consensus_hash`: the largest block, in bytes and in gas; no other parameter. */
export function hashParameters(maxBytes: bigint, maxGas: bigint): Uint8Array {
  return sha256Bytes(new Proto().int(1, maxBytes).int(2, maxGas).end())
}
