import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { serveComet } from '../../devnet/validators/server.ts'
import { Proto } from '../../src/chain/cometbft/proto.ts'
import { refreshDisclosures } from '../../src/keeper/disclosures/refresh.ts'
import { createPool } from '../../src/platform/database.ts'
import { CHAIN, cometNetwork, syntheticWorld } from '../support/comet-world.ts'
import { createDatabase } from '../support/postgres.ts'

const DAY = Date.UTC(2026, 10, 27) / 1000

const duration = (seconds: number) => new Proto().int(1, seconds).end()
const MODULES: Readonly<Record<string, Proto>> = {
  slashing: new Proto()
    .int(1, 10_000)
    .text(2, '500000000000000000')
    .message(3, duration(600))
    .text(4, '50000000000000000')
    .text(5, '100000000000000'),
  staking: new Proto().message(1, duration(1_814_400)).int(2, 100).text(5, 'ogwei').text(6, '0'),
}

function answerOf(path: string) {
  const parameters = MODULES[path.split('.')[1] ?? '']
  if (!parameters) return { response: { code: 6, log: 'unknown query path' } }
  return {
    response: {
      code: 0,
      value: Buffer.from(new Proto().message(1, parameters.end()).end()).toString('base64'),
    },
  }
}

test('rules that an operator asks about are disclosed with their height, contradicted, or stay as they were', async () => {
  const database = await createDatabase()
  const pool = createPool(database.url, { application: 'test', max: 2 })
  const folder = await mkdtemp(join(tmpdir(), 'comet-rules-'))
  const endpoint = await serveComet(syntheticWorld(), {
    alter: (method, [path = '']) => (method === 'abci_query' ? answerOf(path) : undefined),
  })
  try {
    const rule = (name: string, module: string, parameter: string, value: string | null = null) => ({
      rule: name,
      question: name,
      status: value === null ? 'undisclosed' : 'disclosed',
      value,
      source: 'made up for the test',
      firstSeen: '2026-11-20',
      read: { chain: CHAIN, module, parameter },
    })
    const rules = [
      rule('slashing.fraction.downtime', 'slashing', 'slash_fraction_downtime'),
      rule('slashing.fraction.double-sign', 'slashing', 'slash_fraction_double_sign', '0.1'),
      rule('slashing.window', 'slashing', 'signed_blocks_window'),
      rule('slashing.jail', 'slashing', 'downtime_jail_duration', '600'),
      rule('staking.unbonding', 'staking', 'unbonding_time'),
      rule('staking.denom', 'staking', 'bond_denom'),
      rule('mint.blocks', 'mint', 'blocks_per_year'),
    ]
    await writeFile(join(folder, 'disclosures.json'), JSON.stringify(rules))
    await pool.query(
      `insert into ingest.status (network, chain_id, genesis_hash, height, hash, block_time,
        finalized_height, finalized_hash, head, digest, source_set_hash, fence)
       values ('consensus', $1, '\\x00', 105, '\\x01', now(), 105, '\\x02', 105, '\\x03', '\\x04', 1)`,
      [CHAIN],
    )
    const network = { ...cometNetwork(), folder, disclosures: 'disclosures.json' }
    const look = { pool, network, log: pino({ level: 'silent' }), signal: new AbortController().signal }
    await refreshDisclosures(look as never, () => [endpoint.url], DAY)
    const { rows } = await pool.query({
      text: `select distinct on (rule) rule, status, value, block_number, chain_id, detail from keeper.disclosure order by rule, seen_at desc`,
      rowMode: 'array',
    })
    expect(rows).toEqual([
      ['mint.blocks', 'undisclosed', null, null, null, null],
      [
        'slashing.fraction.double-sign',
        'contradicted',
        '0.1',
        105,
        CHAIN,
        expect.stringContaining('the chain says 0.05 (abci_query /cosmos.slashing.v1beta1.Query/Params'),
      ],
      ['slashing.fraction.downtime', 'disclosed', '0.0001', 105, CHAIN, null],
      ['slashing.jail', 'disclosed', '600', 105, CHAIN, null],
      ['slashing.window', 'disclosed', '10000', 105, CHAIN, null],
      ['staking.denom', 'disclosed', 'ogwei', 105, CHAIN, null],
      ['staking.unbonding', 'disclosed', '1814400', 105, CHAIN, null],
    ])
  } finally {
    await endpoint.close()
    await pool.end()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  }
})
