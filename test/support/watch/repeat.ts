import { pino } from 'pino'
import { openPublicContext } from '../../../reference-node/repeat/open.ts'
import { PublicApi } from '../../../reference-node/repeat/public-api.ts'
import { repeatStatements } from '../../../reference-node/repeat/repeat-claim.ts'
import { fetchClaim, toSubject } from '../../../reference-node/repeat/said-claim.ts'
import { type Api, startApi } from '../../../src/api/api.ts'
import { testConfig } from '../api/server.ts'
import type { WatchWorld } from './world.ts'

/** The public API over a world's database. */
export function startApiOf(world: WatchWorld): Promise<Api> {
  const { DATABASE_URL = '', ASSAY_NETWORKS = '' } = world.env()
  return startApi(testConfig(DATABASE_URL, { networks: ASSAY_NETWORKS }), pino({ level: 'silent' }))
}

/**
 * The claims of a world about which whoever has only the API, the chain and the network's stores comes to another answer
 * than the node, with both.
 */
export async function listDisagreements(world: WatchWorld): Promise<string[]> {
  const api = await startApiOf(world)
  const remote = new PublicApi(api.url, undefined)
  const { rows } = await world.pool.query<{ id: string; statements: string[] }>(
    'select id, array_agg(statement order by statement) as statements from watch.subject where kind = $1 group by id',
    ['claim'],
  )
  const first = await fetchClaim(remote, rows[0]?.id ?? '')
  const { context, close } = await openPublicContext(first, remote, {
    endpoints: [world.endpoint.url],
    env: world.env(),
  })
  const found: string[] = []
  for (const { id, statements } of rows) {
    const claim = await fetchClaim(remote, id)
    const repeated = await repeatStatements(claim, toSubject(claim), context)
    const listed = repeated.map(({ statement }) => statement as string).sort()
    if (listed.join() !== statements.join()) found.push(`${id}: ${listed} for ${statements}`)
    for (const { statement, here, said, agrees } of repeated)
      if (!agrees) found.push(`${id} ${statement}: ${here.code} for ${said.map(({ code }) => code)}`)
  }
  await close()
  await api.close()
  return found
}
