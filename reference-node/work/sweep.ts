import type { Pool, PoolClient } from '../../src/platform/database.ts'
import { inTransaction } from '../../src/platform/transaction.ts'
import { listBlocks } from './pick.ts'
import { addWork } from './queue.ts'
import type { Speaker } from './record.ts'

// Locked by whoever puts the chain's next blocks into the list; the others go on with what is in it. Where blocks that
// were walked are final no more, they were indexed anew and hold other facts: the walk begins again.
const STAND = `select case when s.swept_to > i.finalized_height then -1 else s.swept_to end as swept_to,
    s.started_at < now() - make_interval(secs => $4) as is_old
  from watch.sweep s join ingest.status i on i.network = s.network and i.chain_id = s.chain_id
  where s.network = $1 and s.watchdog = $2 and s.chain_id = $3 for update of s skip locked`

const KEEP = `insert into watch.sweep as s values ($1, $2, $3, $4, now()) on conflict (network, watchdog, chain_id) do update
  set swept_to = excluded.swept_to, started_at = case when $5 then now() else s.started_at end`

/**
 * Puts the next final blocks of a chain that hold subjects into the watchdog's list, at most `limit`, and returns how many. 0: there
 * are none, or another worker is doing it. A walk that has reached the end begins anew `everySeconds` after it began, which
 * also finds facts that came late into old blocks.
 */
export async function sweepOn(
  pool: Pool,
  speaker: Speaker,
  chainId: number,
  { everySeconds, limit }: { readonly everySeconds: number; readonly limit: number },
): Promise<number> {
  return inTransaction(pool, async (client) => {
    const place = [speaker.network, speaker.watchdog, chainId]
    const { rows } = await client.query<{ swept_to: number; is_old: boolean }>(STAND, [
      ...place,
      everySeconds,
    ])
    const stand = rows[0]
    if (!stand) return 0
    let numbers = await listBlocks(client, speaker.network, chainId, stand.swept_to, limit)
    const anew = numbers.length === 0 && stand.is_old
    if (anew) numbers = await listBlocks(client, speaker.network, chainId, -1, limit)
    await addWork(client, speaker, { chainId, numbers })
    const sweptTo = numbers.at(-1) ?? (anew ? -1 : stand.swept_to)
    await client.query(KEEP, [...place, sweptTo, anew || stand.swept_to === -1])
    return numbers.length
  })
}

/** Begins the walk over a chain's blocks anew. */
export async function restartSweep(
  client: Pick<PoolClient, 'query'>,
  { network, watchdog }: Speaker,
  chainId: number,
): Promise<void> {
  await client.query(KEEP, [network, watchdog, chainId, -1, true])
}
