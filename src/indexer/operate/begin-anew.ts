import { Misconfigured } from '../../claim/errors.ts'
import type { Pool } from '../../platform/database.ts'
import { transact } from '../../platform/transaction.ts'
import { setAside } from '../identity/set-aside.ts'
import type { Place } from '../place.ts'
import { findStatus } from '../store/status.ts'
import { acquireWriter, type Holder } from '../store/writer.ts'

/**
 * Puts what is stored of a chain aside under another name of the network, `<network>-until-<height>`, where it stays readable, so that
 * the chain (a testnet that was reset) can be indexed from its first block. In one transaction, once the running indexer lets go of
 * the chain. Returns that name.
 * @throws Misconfigured `NOTHING_STORED`
 */
export async function beginAnew(
  pool: Pool,
  place: Place,
  signal: AbortSignal,
  onWait?: (holder: Holder) => void,
): Promise<string> {
  // A contract may be known before the first block is stored, and change before that too.
  const { rowCount } = await pool.query(
    'select from ingest.contract where network = $1 and chain_id = $2 limit 1',
    [place.network, place.chain],
  )
  if (!rowCount && !(await findStatus(pool, place)))
    throw new Misconfigured('NOTHING_STORED', `nothing is stored of ${place.network} chain ${place.chain}`)
  const { client, release } = await acquireWriter(pool, place.network, place.chain, signal, onWait)
  try {
    return await transact(client, async () => {
      const status = await findStatus(client, place)
      return setAside(client, place, status?.height ?? 'first')
    })
  } finally {
    release()
  }
}
