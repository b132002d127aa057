import { exact, fromBaseUnits } from '../../economics/exact.ts'
import { COUNT } from '../../economics/figure.ts'
import { known } from '../../economics/known.ts'
import type { CatalogueKey, CatalogueMeasurement } from '../../platform/measurements.ts'
import { getChain } from '../../platform/network.ts'
import { toPublicAmount } from '../economics/answer/links.ts'
import { createWriter, toPublicWindow } from '../economics/answer/public.ts'
import { tokenOf } from '../economics/open/book.ts'
import { contextOfCounts, findScope, getNetworkFile, toDateTime } from '../economics/rows/scope.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import type { TrustMeans } from './chain.ts'
import {
  countClaimsUnder,
  type KeyRow,
  listKeys,
  listMeasurements,
  listStale,
  type MeasurementRow,
  placeOf,
  sumFeesUnder,
} from './measurement-rows.ts'

const METHOD = 'measurements-1'

export interface MeasurementArguments {
  readonly network: string
  readonly days?: number | null
  readonly to?: string | null
}

const timeOf = (seconds: number | null) => (seconds === null ? null : toDateTime(seconds))

/**
 * `Query.measurements`: every code hash and verification key of a network, approved, seen or listed.
 * @throws `NETWORK_UNKNOWN`, `BAD_USER_INPUT`, `BLOCK_UNKNOWN`
 */
export async function answerMeasurements(means: TrustMeans, snapshot: Snapshot, args: MeasurementArguments) {
  const file = getNetworkFile(means.networks, args.network)
  const scope = await findScope(snapshot, args.network, args)
  const listed = means.catalogues.get(args.network)
  const seen = await listMeasurements(snapshot, scope)
  const claims = await countClaimsUnder(snapshot, scope)
  const fees = await sumFeesUnder(snapshot, scope)
  const keys = await listKeys(snapshot, scope)
  const stale = await listStale(snapshot, args.network)
  const entries = listed?.measurements ?? []
  const unseen = entries.filter((entry) => !seen.some(({ measurement }) => measurement === entry.measurement))
  const writerOn = (chain: number, events: number) =>
    createWriter(contextOfCounts(scope, getChain(file, chain).class, events))
  return {
    window: toPublicWindow(scope.window),
    isListed: listed?.measurements !== undefined,
    code: [
      ...seen.map((row) => {
        const place = placeOf(row)
        const made = claims.get(place) ?? 0
        const write = writerOn(row.chain, made)
        return {
          ...toCode(
            row,
            entries.find(({ measurement }) => measurement === row.measurement),
          ),
          nodes: write(known(exact(row.nodesNow)), COUNT(METHOD)),
          nodesEver: write(known(exact(row.nodesEver)), COUNT(METHOD)),
          claims: write(known(exact(made)), COUNT(METHOD)),
          fees: (fees.get(place) ?? []).map(({ chain, token: address, amount, payments }) => {
            const token = tokenOf(file, { chain, token: address })
            const kind = { unit: token.symbol, methodVersion: METHOD, places: token.decimals }
            const context = contextOfCounts(scope, token.class, payments)
            return {
              token: toPublicAmount(token, null).token,
              amount: createWriter(context)(known(fromBaseUnits(amount, token.decimals)), kind),
            }
          }),
        }
      }),
      ...unseen.map((entry) => ({
        ...toCode(null, entry),
        nodes: null,
        nodesEver: null,
        claims: null,
        fees: [],
      })),
    ],
    keys: [
      ...keys.map((row) => ({
        ...toKey(
          row,
          listed?.keys.keys.find(({ hash }) => hash === row.key),
        ),
        claims: writerOn(row.chain, row.claims)(known(exact(row.claims)), COUNT(METHOD)),
      })),
      ...(listed?.keys.keys ?? [])
        .filter(({ hash }) => !keys.some(({ key }) => key === hash))
        .map((entry) => ({ ...toKey(null, entry), claims: null })),
    ],
    stale: stale.map(({ chain, node, registry, attestedAt, changes, firstChangeAt }) => ({
      nodeId: `${args.network}:${chain}-${node}`,
      registry,
      attestedAt: toDateTime(attestedAt),
      changes,
      firstChangeAt: toDateTime(firstChangeAt),
    })),
  }
}

function toCode(row: MeasurementRow | null, entry: CatalogueMeasurement | undefined) {
  return {
    chainId: row?.chain ?? null,
    registry: row?.registry ?? null,
    measurement: row?.measurement ?? entry?.measurement ?? '',
    teeType: row?.teeType ?? null,
    status: row?.approved === false ? 'REVOKED' : statusOf(entry),
    version: row?.version ?? entry?.version ?? null,
    ...publishedOf(entry),
    registers: [entry?.pcr0, entry?.pcr1, entry?.pcr2].flatMap((text) =>
      text === undefined ? [] : [`0x${text}`],
    ),
    recipe: entry?.recipe ?? null,
    approved: row?.approved ?? null,
    approver: row?.approver ?? null,
    approvedTx: row?.approvedTx ?? null,
    since: timeOf(row?.approvedAt ?? row?.usedAt ?? null),
    until: timeOf(row?.revokedAt ?? null),
    revokedTx: row?.revokedTx ?? null,
  }
}

function toKey(row: KeyRow | null, entry: CatalogueKey | undefined) {
  return {
    chainId: row?.chain ?? null,
    verificationKeyHash: row?.key ?? entry?.hash ?? '',
    model: row?.model ?? entry?.model ?? '',
    system: row?.system ?? entry?.system ?? '',
    status: statusOf(entry),
    circuit: entry?.circuit ?? null,
    ...publishedOf(entry),
    setup: entry?.setup ?? null,
    since: timeOf(row?.since ?? null),
    publishedTx: row?.txHash ?? null,
  }
}

const publishedOf = (entry: CatalogueMeasurement | CatalogueKey | undefined) => ({
  sourceUrl: entry?.sourceUrl ?? null,
  source: entry?.source ?? null,
  builds: entry?.builds.map((build) => ({ ...build, outcome: build.outcome.toUpperCase() })) ?? [],
})

/** A build that differs takes the word back that another gave: nobody can say which of them is right. */
function statusOf(entry: Pick<CatalogueMeasurement, 'builds'> | undefined): string {
  if (!entry) return 'UNPUBLISHED'
  const outcomes = entry.builds.map(({ outcome }) => outcome)
  return outcomes.includes('same') && !outcomes.includes('differs') ? 'REPRODUCED' : 'PUBLISHED'
}
