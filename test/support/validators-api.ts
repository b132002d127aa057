import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { CONSENSUS_ID } from '../../devnet/validators/cast.ts'
import { describeValidators } from '../../devnet/validators/network.ts'
import { Validators } from '../../devnet/validators/world.ts'
import { type Api, startApi } from '../../src/api/api.ts'
import type { Place } from '../../src/indexer/place.ts'
import { recordTokens } from '../../src/keeper/store/tokens.ts'
import type { Pool } from '../../src/platform/database.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { type Answer, testConfig } from './api/server.ts'
import { runCometIndexer } from './comet-world.ts'
import { eventually } from './indexer.ts'
import { createDatabase } from './postgres.ts'

const NETWORK = 'validators'
/** Two hours a block: twelve make a day. */
const timeOf = (height: number) => Date.UTC(2026, 0, 1) / 1000 + 7200 * height

export interface ValidatorsApi {
  readonly validators: Validators
  readonly api: Api
  readonly pool: Pool
  readonly place: Place
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>
  close(): Promise<void>
}

/** The demo's chain of validators, indexed up to a height, with a price of 2 USD for its coin, behind the API. */
export async function startValidatorsApi(blocks: number): Promise<ValidatorsApi> {
  const folder = await mkdtemp(join(tmpdir(), 'validators-api-'))
  const validators = await Validators.open({ folder, port: 0, timeOf })
  // One more: a block is read once the next one is there.
  await validators.mineTo(blocks + 1)
  const { chains, tokens, labels } = describeValidators(validators)
  const isConsensus = (chain: number) => chain === CONSENSUS_ID
  const file = {
    name: NETWORK,
    title: NETWORK,
    chains: chains.filter(({ id }) => isConsensus(id)),
    contracts: [],
    tokens: tokens.filter(({ chain }) => isConsensus(chain)),
    labels,
    disclosures: 'disclosures.json',
  }
  await mkdir(join(folder, 'networks', NETWORK), { recursive: true })
  await writeFile(join(folder, 'networks', NETWORK, 'network.json'), JSON.stringify(file))
  const rule = (reason: string, value: string) => ({
    rule: `slashing.validator.fraction.${reason}`,
    question: `what a slash for ${reason} takes`,
    status: 'disclosed',
    value,
    unit: 'share',
    source: 'made up for the test',
    firstSeen: '2026-01-01',
  })
  // The chain takes a ten-thousandth for missed votes.
  const rules = [rule('double-sign', '0.05'), rule('downtime', '0.001')]
  await writeFile(join(folder, 'networks', NETWORK, 'disclosures.json'), JSON.stringify(rules))
  const network = await getNetwork(join(folder, 'networks'), NETWORK)
  const database = await createDatabase()
  const running = runCometIndexer(database.url, network, [validators.url])
  await eventually(running.pool, `select max(height) = ${blocks} from ingest.status`)
  await recordTokens(running.pool, network)
  for (let height = 0; height <= blocks; height++)
    await running.pool.query(
      `insert into keeper.price (series, venue, at, price, source) values ('xOG', 'one', to_timestamp($1), 2, 'made up for the test')`,
      [timeOf(height)],
    )
  const config = testConfig(database.url, { networks: join(folder, 'networks') })
  const api = await startApi(config, pino({ level: 'silent' }))
  return {
    validators,
    api,
    pool: running.pool,
    place: { network: NETWORK, chain: CONSENSUS_ID },
    async ask(query, variables) {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      })
      return (await response.json()) as Answer
    },
    async close() {
      await api.close()
      await running.stop()
      await validators.close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
