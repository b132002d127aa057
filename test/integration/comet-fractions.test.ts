import { expect, test } from 'vitest'
import { CometChain, event } from '../../devnet/validators/chain.ts'
import { encodeIdentities } from '../../devnet/validators/rules.ts'
import { serveComet } from '../../devnet/validators/server.ts'
import { makeSigners } from '../../devnet/validators/signers.ts'
import { decodeBech32, encodeBech32 } from '../../src/claim/bech32.ts'
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

test('rewards are cut off once, at the withdrawal: by hand, and of any sequence facts are what was drawn and what is left', async () => {
  const database = await createDatabase()
  const signers = makeSigners(1, 'withdrawals')
  const chain = new CometChain('og-synthetic-1', signers)
  chain.identities = encodeIdentities([{ operator: OPERATOR, key: signers[0]?.pubKey ?? '' }])
  const delegator = encodeBech32('og', decodeBech32('ogvaloper', OPERATOR))
  let accrued = 0n
  let left = 0n
  const mine = (parts: bigint, isDrawn: boolean) => {
    accrued += parts
    left += parts
    const drawn = isDrawn ? left / PARTS : 0n
    left -= drawn * PARTS
    const amount = `${parts / PARTS}.${String(parts % PARTS).padStart(18, '0')}ogwei`
    const withdrawal = event('withdraw_rewards', {
      amount: drawn === 0n ? '' : `${drawn}ogwei`,
      validator: OPERATOR,
      delegator,
    })
    const result = { code: 0, data: null, gas_wanted: '1', gas_used: '1', events: [withdrawal] }
    chain.mine({
      events: [event('rewards', { amount, validator: OPERATOR, mode: 'BeginBlock' })],
      ...(isDrawn ? { txs: [Buffer.from(`${chain.height}`)], results: [result] } : {}),
    })
  }
  mine(106n * (PARTS / 10n), false) // 10.6
  mine(207n * (PARTS / 10n), true) // 20.7: of 31.3 together 31 are drawn
  mine(9n * (PARTS / 10n), true) // 0.9: of 1.2 one is drawn
  mine(0n, false)
  const endpoint = await serveComet(chain)
  const running = runCometIndexer(database.url, cometNetwork({ fromBlock: 1 }), [endpoint.url])
  const undrawn = async () => {
    await eventually(running.pool, `select max(height) = ${chain.height - 1} from ingest.status`)
    const { rows } = await running.pool.query(
      `select accrued::text, accrued_fraction::text, withdrawn::text, remainder::text, remainder_fraction::text from api.undrawn_reward`,
    )
    return rows[0]
  }
  try {
    expect(await undrawn()).toEqual({
      accrued: '32',
      accrued_fraction: '200000000000000000',
      withdrawn: '32',
      remainder: '0',
      remainder_fraction: '200000000000000000',
    })
    let seed = 7n
    for (let at = 0; at < 60; at++) {
      seed = (seed * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n
      mine(seed, seed % 3n === 0n)
    }
    // The block above the last is not counted yet.
    const counted = { accrued, left }
    mine(0n, false)
    const found = await undrawn()
    const parts = (whole: string, fraction: string) => BigInt(whole) * PARTS + BigInt(fraction)
    expect(parts(found.accrued, found.accrued_fraction)).toBe(counted.accrued)
    expect(parts(found.remainder, found.remainder_fraction)).toBe(counted.left)
    expect(BigInt(found.withdrawn) * PARTS + counted.left).toBe(counted.accrued)
  } finally {
    await running.stop()
    await endpoint.close()
    await database.drop()
  }
})
