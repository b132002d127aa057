import { MalformedEvidence } from '../../claim/errors.ts'
import { type Address, type Hash32, type Hex, toHex } from '../../claim/hex.ts'
import { findInt, findText, listBytes, listFields } from '../../claim/protobuf.ts'
import type { RawLog } from '../../claim/raw.ts'
import type { CometResult } from './results.ts'

// Source: cosmos/evm proto/cosmos/evm/vm/v1/{tx,evm}.proto, as og-evm has it; Ethermint's message has the same fields.
const EVM_RESPONSE = /^\/(cosmos\.evm\.vm|ethermint\.evm)\.v1\.MsgEthereumTxResponse$/

/** An Ethereum transaction as the results of a block hold it: in what the next header commits to. */
export interface EvmTransaction {
  readonly hash: Hash32
  readonly logs: readonly RawLog[]
}

/**
 * The Ethereum transactions inside a transaction's result, with their logs. What failed has none. The indexes in the block are
 * those that the chain wrote.
 * @throws MalformedEvidence `REJECTED_PROTOBUF`, `MALFORMED_EVM_LOG`
 */
export function listEvmTransactions({ code, data }: CometResult): EvmTransaction[] {
  if (code !== 0) return []
  return listBytes(listFields(data), 2).flatMap((response) => {
    const any = listFields(response)
    if (!EVM_RESPONSE.test(findText(any, 1))) return []
    const message = listFields(listBytes(any, 2).at(-1) ?? new Uint8Array())
    return [{ hash: toSized(findText(message, 1), 32), logs: listBytes(message, 2).map(readLog) }]
  })
}

function readLog(encoded: Uint8Array): RawLog {
  const fields = listFields(encoded)
  const topics = listBytes(fields, 2).map((topic) => toSized<Hash32>(Buffer.from(topic).toString('utf8'), 32))
  if (topics.length > 4) throw malformed(`${topics.length} topics`)
  return {
    address: toSized<Address>(findText(fields, 1), 20),
    topics,
    data: toHex(listBytes(fields, 3).at(-1) ?? new Uint8Array()),
    transactionIndex: Number(findInt(fields, 6) ?? 0n),
    logIndex: Number(findInt(fields, 8) ?? 0n),
  }
}

/** Hexadecimal text of so many bytes, with 0x, in lower case. */
function toSized<T extends Hex = Hash32>(text: string, size: number): T {
  const lower = text.toLowerCase()
  if (!/^0x[0-9a-f]*$/.test(lower) || lower.length !== 2 + 2 * size)
    throw malformed(`${size} bytes expected, found ${JSON.stringify(text.slice(0, 78))}`)
  return lower as T
}

function malformed(what: string): MalformedEvidence {
  return new MalformedEvidence('MALFORMED_EVM_LOG', `a log in a transaction's result: ${what}`)
}
