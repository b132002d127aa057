import { verifyReceipts, verifyTransactions } from '../../chain/contents.ts'
import * as field from '../../chain/fields.ts'
import type { FamilyProof } from '../../chain/index.ts'
import { Unavailable } from '../../claim/errors.ts'
import type { RawHeader, RawLog } from '../../claim/raw.ts'
import { askProved } from './evidence.ts'
import { commitmentsOf, headerCall } from './headers.ts'
import type { Integrity } from './integrity.ts'

export type Roots = Extract<FamilyProof, { kind: 'roots' }>

/**
 * All logs of these proved headers' blocks, rebuilt from all receipts to the receipts root. Where no endpoint serves
 * the receipts of a block at once, they are asked for one by one.
 */
export async function proveReceipts(
  integrity: Integrity,
  roots: Roots,
  headers: readonly RawHeader[],
): Promise<RawLog[][]> {
  const calls = headers.map(({ hash }) => ({ method: 'eth_getBlockReceipts', params: [hash] }))
  const verify = (results: readonly unknown[]) =>
    headers.map((header, i) =>
      verifyReceipts(commitmentsOf(header), toObjects(results[i]), roots.encodeReceipt),
    )
  try {
    return (await askProved(integrity, calls, headers[0]?.number ?? null, verify)).value
  } catch (error) {
    if (!(error instanceof Unavailable && error.code === 'UNAVAILABLE_METHOD')) throw error
    return Promise.all(headers.map((header) => proveOneByOne(integrity, roots, header)))
  }
}

/** Which receipts a block has is known from its transactions, and those from the transactions root. */
async function proveOneByOne(integrity: Integrity, roots: Roots, header: RawHeader): Promise<RawLog[]> {
  const commitments = commitmentsOf(header)
  const { value: transactions } = await askProved(
    integrity,
    [headerCall(header.hash, true)],
    header.number,
    ([block]) =>
      verifyTransactions(
        commitments,
        toObjects(field.toObject(block, 'block').transactions),
        roots.encodeTransaction,
      ),
  )
  // Who gave a wrong receipt shows only when all are there: so all come from one endpoint.
  const calls = transactions.map(({ hash }) => ({ method: 'eth_getTransactionReceipt', params: [hash] }))
  const { value } = await askProved(integrity, calls, header.number, (receipts) =>
    verifyReceipts(commitments, toObjects(receipts), roots.encodeReceipt),
  )
  return value
}

function toObjects(list: unknown): field.RpcObject[] {
  return field.toList(list, 'list').map((each) => field.toObject(each, 'entry'))
}
