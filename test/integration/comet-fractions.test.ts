import { expect, test } from 'vitest'
import { CometChain, event } from '../../devnet/validators/chain.ts'
import { serveComet } from '../../devnet/validators/server.ts'
import { makeSigners } from '../../devnet/validators/signers.ts'
import { deriveAmounts } from '../../src/indexer/derive/amounts.ts'
import { CHAIN, cometNetwork, runCometIndexer } from '../support/comet-world.ts'
import { eventually } from '../support/indexer.ts'
import { createDatabase } from '../support/postgres.ts'

const PARTS = 10n ** 18n
const OPERATOR = 'ogvaloper1n4rh34ng80up5x3usr7294tvquf2cvlxuwexsy'

test('a day of rewards is their exact sum less what is below a base unit, however they are grouped and taken back', async () => {
  const database = await createDatabase()
  const chain = new CometChain('og-synthetic-1', makeSigners(4, 'fractions'))
  const amounts = Array.from({ length: 41 }, (_, at) => 7n * PARTS + BigInt(at) * 123_456_789_012_345_678n)
  const mine = (parts: bigint) =>
    chain.mine({
      events: [
        event('rewards', {
          amount: `${parts / PARTS}.${String(parts % PARTS).padStart(18, '0')}ogwei`,
          validator: OPERATOR,
          mode: 'BeginBlock',
        }),
      ],
    })
  for (const parts of amounts.slice(0, 30)) mine(parts)
  const endpoint = await serveComet(chain)
  const running = runCometIndexer(database.url, cometNetwork({ fromBlock: 1 }), [endpoint.url])
  try {
    const { pool } = running
    const reached = () => eventually(pool, `select max(height) = ${chain.height - 1} from ingest.status`)
    const sums = async () => {
      const { rows } = await pool.query(
        `select (amount * 1000000000000000000 + fraction)::text as parts, fraction < 1000000000000000000 as below
         from derived.node_day_direct where kind = 'emission'
         union all select (amount * 1000000000000000000 + fraction)::text, fraction >= 0 from derived.network_day_amount where kind = 'emission'`,
      )
      return rows
    }
    await reached()
    // One at a time: what the groups before left over is carried on.
    for (const parts of amounts.slice(30)) {
      mine(parts)
      await reached()
    }
    const indexed = amounts.slice(0, -1).reduce((sum, each) => sum + each, 0n)
    expect(await sums()).toEqual([
      { parts: String(indexed), below: true },
      { parts: String(indexed), below: true },
    ])
    running.pause()
    await running.ended
    const client = await pool.connect()
    try {
      const scope = {
        network: 'consensus',
        chain: CHAIN,
        from: 31,
        to: 40,
        kinds: new Set(['emission'] as const),
      }
      await deriveAmounts(client, scope as never, -1)
      const left = amounts.slice(0, 30).reduce((sum, each) => sum + each, 0n)
      expect((await sums()).map(({ parts }) => parts)).toEqual([String(left), String(left)])
    } finally {
      client.release()
    }
  } finally {
    await running.stop()
    await endpoint.close()
    await database.drop()
  }
})
