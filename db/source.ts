import pg from 'pg'
import { DataSource } from 'typeorm'
import { createLog } from '../src/platform/log.ts'
import { Facts1790000000000 } from './migrations/1790000000000-facts.ts'
import { Ingest1790000000050 } from './migrations/1790000000050-ingest.ts'
import { Contract1790000000060 } from './migrations/1790000000060-contract.ts'
import { Archive1790000000100 } from './migrations/1790000000100-archive.ts'
import { Derived1790000000150 } from './migrations/1790000000150-derived.ts'
import { Watch1790000000200 } from './migrations/1790000000200-watch.ts'
import { Verification1790000000210 } from './migrations/1790000000210-verification.ts'
import { Keeper1790000000300 } from './migrations/1790000000300-keeper.ts'
import { Sender1790000000320 } from './migrations/1790000000320-sender.ts'
import { Usage1790000000330 } from './migrations/1790000000330-usage.ts'
import { Api1790000000400 } from './migrations/1790000000400-api.ts'
import { Economics1790000000410 } from './migrations/1790000000410-economics.ts'
import { PriceOfTheDay1790000000420 } from './migrations/1790000000420-price-of-the-day.ts'
import { Conversations1790000000430 } from './migrations/1790000000430-conversations.ts'
import { Readings1790000000440 } from './migrations/1790000000440-readings.ts'
import { VerificationDay1790000000450 } from './migrations/1790000000450-verification-day.ts'
import { ClaimParts1790000000460 } from './migrations/1790000000460-claim-parts.ts'
import { ProviderFault1790000000470 } from './migrations/1790000000470-provider-fault.ts'
import { ExportManifests1790000000510 } from './migrations/1790000000510-export-manifests.ts'
import { MigrationList1790000000515 } from './migrations/1790000000515-migration-list.ts'
import { Moments1790000000530 } from './migrations/1790000000530-moments.ts'
import { Identity1790000000531 } from './migrations/1790000000531-identity.ts'
import { ChainState1790000000560 } from './migrations/1790000000560-chain-state.ts'
import { SenderTries1790000000570 } from './migrations/1790000000570-sender-tries.ts'
import { WhoDidIt1790000000580 } from './migrations/1790000000580-who-did-it.ts'
import { Registries1790000000590 } from './migrations/1790000000590-registries.ts'
import { Genesis1790000000600 } from './migrations/1790000000600-genesis.ts'
import { Maintenance1790000000610 } from './migrations/1790000000610-maintenance.ts'
import { Implementations1790000000620 } from './migrations/1790000000620-implementations.ts'
import { Corrections1790000000630 } from './migrations/1790000000630-corrections.ts'
import { Contacts1790000000640 } from './migrations/1790000000640-contacts.ts'
import { LapsedAsOf1790000000660 } from './migrations/1790000000660-lapsed-as-of.ts'
import { NodeContacts1790000000665 } from './migrations/1790000000665-node-contacts.ts'
import { Measurements1790000000670 } from './migrations/1790000000670-measurements.ts'
import { CallTraces1790000000671 } from './migrations/1790000000671-call-traces.ts'
import { Depth1790000000680 } from './migrations/1790000000680-depth.ts'
import { FoundFaster1790000000690 } from './migrations/1790000000690-found-faster.ts'
import { VerdictLog1790000000700 } from './migrations/1790000000700-verdict-log.ts'
import { Samples1790000000705 } from './migrations/1790000000705-samples.ts'
import { Validators1790000000720 } from './migrations/1790000000720-validators.ts'
import { Market1790000000740 } from './migrations/1790000000740-market.ts'
import { MarketPayments1790000000741 } from './migrations/1790000000741-market-payments.ts'
import { HeartbeatCandidates1790000000760 } from './migrations/1790000000760-heartbeat-candidates.ts'
import { TracedTries1790000000761 } from './migrations/1790000000761-traced-tries.ts'
import { DaysFound1790000000780 } from './migrations/1790000000780-days-found.ts'
import { Anchors1790000000790 } from './migrations/1790000000790-anchors.ts'
import { LogEvidence1790000000791 } from './migrations/1790000000791-log-evidence.ts'
import { Work1790000000800 } from './migrations/1790000000800-work.ts'
import { Disagreements1790000000801 } from './migrations/1790000000801-disagreements.ts'
import { WorkAgain1790000000802 } from './migrations/1790000000802-work-again.ts'
import { FarWatchdogs1790000000840 } from './migrations/1790000000840-far-watchdogs.ts'
import { ListedLogs1790000000841 } from './migrations/1790000000841-listed-logs.ts'
import { FractionsOfUnits1790000000860 } from './migrations/1790000000860-fractions-of-units.ts'
import { PricedDeliveries1790000000880 } from './migrations/1790000000880-priced-deliveries.ts'
import { DeliveryBalances1790000000881 } from './migrations/1790000000881-delivery-balances.ts'
import { WorkRewards1790000000882 } from './migrations/1790000000882-work-rewards.ts'
import { MarketLocks1790000000883 } from './migrations/1790000000883-market-locks.ts'
import { VerdictsInOrder1790000000910 } from './migrations/1790000000910-verdicts-in-order.ts'
import { LogFiles1790000000920 } from './migrations/1790000000920-log-files.ts'
import { Readings1790000000930 } from './migrations/1790000000930-readings.ts'
import { OpeningStake1790000000931 } from './migrations/1790000000931-opening-stake.ts'
import { UndrawnRewards1790000000932 } from './migrations/1790000000932-undrawn-rewards.ts'
import { DeliveredProofs1790000000940 } from './migrations/1790000000940-delivered-proofs.ts'
import { Approvers1790000000950 } from './migrations/1790000000950-approvers.ts'
import { CheckingCost1790000000951 } from './migrations/1790000000951-checking-cost.ts'
import { VerificationMix1790000000960 } from './migrations/1790000000960-verification-mix.ts'
import { ClaimKeys1790000000961 } from './migrations/1790000000961-claim-keys.ts'
import { Alerts1790000000962 } from './migrations/1790000000962-alerts.ts'
import { Lake1790000000970 } from './migrations/1790000000970-lake.ts'
import { LateLake1790000000971 } from './migrations/1790000000971-late-lake.ts'
import { MarketDays1790000000990 } from './migrations/1790000000990-market-days.ts'
import { IndexesOfMarkets1790000000991 } from './migrations/1790000000991-indexes-of-markets.ts'
import { ClickHouse1790000000995 } from './migrations/1790000000995-clickhouse.ts'
import { GasOfMarkets1790000001020 } from './migrations/1790000001020-gas-of-markets.ts'
import { NodeLinks1790000001120 } from './migrations/1790000001120-node-links.ts'
import { IndexesOfLists1790000001121 } from './migrations/1790000001121-indexes-of-lists.ts'
import { LateClickHouse1790000001140 } from './migrations/1790000001140-late-clickhouse.ts'
import { allowApiLogin, applyRoles } from './roles.ts'

/** In the order of the times in their names; a new migration adds its line here. */
export const MIGRATIONS = [
  Facts1790000000000,
  Ingest1790000000050,
  Contract1790000000060,
  Archive1790000000100,
  Derived1790000000150,
  Watch1790000000200,
  Verification1790000000210,
  Keeper1790000000300,
  Sender1790000000320,
  Usage1790000000330,
  Api1790000000400,
  Economics1790000000410,
  PriceOfTheDay1790000000420,
  Conversations1790000000430,
  Readings1790000000440,
  VerificationDay1790000000450,
  ClaimParts1790000000460,
  ProviderFault1790000000470,
  ExportManifests1790000000510,
  MigrationList1790000000515,
  Moments1790000000530,
  Identity1790000000531,
  ChainState1790000000560,
  SenderTries1790000000570,
  WhoDidIt1790000000580,
  Registries1790000000590,
  Genesis1790000000600,
  Maintenance1790000000610,
  Implementations1790000000620,
  Corrections1790000000630,
  Contacts1790000000640,
  LapsedAsOf1790000000660,
  NodeContacts1790000000665,
  Measurements1790000000670,
  CallTraces1790000000671,
  Depth1790000000680,
  FoundFaster1790000000690,
  VerdictLog1790000000700,
  Samples1790000000705,
  Validators1790000000720,
  Market1790000000740,
  MarketPayments1790000000741,
  HeartbeatCandidates1790000000760,
  TracedTries1790000000761,
  DaysFound1790000000780,
  Anchors1790000000790,
  LogEvidence1790000000791,
  Work1790000000800,
  Disagreements1790000000801,
  WorkAgain1790000000802,
  FarWatchdogs1790000000840,
  ListedLogs1790000000841,
  FractionsOfUnits1790000000860,
  PricedDeliveries1790000000880,
  DeliveryBalances1790000000881,
  WorkRewards1790000000882,
  MarketLocks1790000000883,
  VerdictsInOrder1790000000910,
  LogFiles1790000000920,
  Readings1790000000930,
  OpeningStake1790000000931,
  UndrawnRewards1790000000932,
  DeliveredProofs1790000000940,
  Approvers1790000000950,
  CheckingCost1790000000951,
  VerificationMix1790000000960,
  ClaimKeys1790000000961,
  Alerts1790000000962,
  Lake1790000000970,
  LateLake1790000000971,
  MarketDays1790000000990,
  IndexesOfMarkets1790000000991,
  ClickHouse1790000000995,
  GasOfMarkets1790000001020,
  LateClickHouse1790000001140,
  NodeLinks1790000001120,
  IndexesOfLists1790000001121,
]

const LOCK = `hashtextextended('assay-migrate', 0)`

/**
 * Brings the database at `url` to the newest schema, each migration in its own transaction, and its roles to what
 * db/roles.sql says. With `apiPassword` the API may log in as `assay_api`. Returns the names of the migrations that ran.
 * Several at once take turns: `onWait` is called when this one has to wait for another.
 * @throws Misconfigured see `allowApiLogin`
 */
export async function migrate(url: string, apiPassword?: string, onWait?: () => void): Promise<string[]> {
  const turn = new pg.Client({ connectionString: url, application_name: 'assay-migrate' })
  // Whatever breaks this connection breaks the next statement too, which says so.
  turn.on('error', () => {})
  try {
    await turn.connect()
    await takeTurn(turn, onWait)
    return await migrateAlone(url, apiPassword)
  } finally {
    // The lock ends with the connection.
    await turn.end()
  }
}

async function takeTurn(client: pg.Client, onWait: (() => void) | undefined): Promise<void> {
  const { rows } = await client.query<{ held: boolean }>(`select pg_try_advisory_lock(${LOCK}) as held`)
  if (rows[0]?.held) return
  onWait?.()
  await client.query(`select pg_advisory_lock(${LOCK})`)
}

async function migrateAlone(url: string, apiPassword: string | undefined): Promise<string[]> {
  const source = new DataSource({
    type: 'postgres',
    url,
    migrations: MIGRATIONS,
    migrationsTableName: 'assay_migration',
  })
  await source.initialize()
  try {
    const ran = await source.runMigrations({ transaction: 'each' })
    const log = createLog('migrate')
    for (const warning of await applyRoles(url))
      log.warn({ warning }, 'not allowed: see Roles in docs/operations.md')
    if (apiPassword) await allowApiLogin(url, apiPassword)
    return ran.map((each) => each.name)
  } finally {
    await source.destroy()
  }
}
