import { readFileSync } from 'node:fs'
import type { GraphQLResolveInfo } from 'graphql'
import { fromDecimal } from '../../economics/exact.ts'
import { unlockOf } from '../../economics/payback/unlock.ts'
import type { DisclosedRule } from '../../economics/penalties.ts'
import { profitAndLossBy } from '../../economics/pnl.ts'
import type { Catalogue } from '../../platform/catalogue.ts'
import { type Disclosure, listDisclosures } from '../../platform/disclosures.ts'
import type { Network } from '../../platform/network.ts'
import type { RollupRoute } from '../columnar/route.ts'
import type { Resolvers } from '../execute/context.ts'
import type { Extension } from '../schema/executable.ts'
import { answerCatalogue, type CatalogueArguments } from './answer/catalogue.ts'
import type { toPublicDemand } from './answer/demand.ts'
import { toPublicPayers } from './answer/demand-payers.ts'
import { type InvestmentArguments, toPublicInvestment } from './answer/investment.ts'
import { answerLeaderboard, type LeaderboardArguments } from './answer/leaderboard.ts'
import { answerLeavers, type LeaversArguments } from './answer/leavers.ts'
import { type LedgerArguments, toPublicLedger } from './answer/ledger.ts'
import { type LinksArguments, type LinksOf, toPublicLinks } from './answer/links.ts'
import { NETWORK_PARTS, type NetworkParent, networkEconomics } from './answer/network.ts'
import { nodeEconomics } from './answer/node.ts'
import { answerPayback } from './answer/payback.ts'
import type { toPublicPenalties } from './answer/penalties.ts'
import { answerPrices, type PricesArguments } from './answer/prices.ts'
import {
  answerNetworkProving,
  answerNodeProving,
  answerOutlook,
  type OutlookArguments,
} from './answer/proving.ts'
import { answerRealised, type RealisedArguments } from './answer/realised.ts'
import { answerRole, type RoleAsked } from './answer/role.ts'
import { toPublicRunway } from './answer/runway.ts'
import { toPublicStatement } from './answer/statement.ts'
import type { SurvivalParent } from './answer/survival.ts'
import { ECONOMICS_COSTS } from './costs.ts'
import type { NetworkMoney } from './open/network.ts'
import type { EconomicsMeans, NodeArguments, NodeMoney } from './open/node.ts'
import type { PaybackArguments } from './open/payback.ts'
import type { WindowArguments } from './rows/scope.ts'

const SDL = new URL('./economics.graphql', import.meta.url)
// With or without `validator.` behind `slashing.`: `slashing.fraction.<reason>`, `slashing.<reason>.fraction`, `slashing.<reason>.amount` (whole tokens).
const SLASH_RULE =
  /^slashing\.(?:validator\.)?(?:fraction\.(?<a>[a-z0-9-]+)|(?<b>[a-z0-9-]+)\.(?<kind>fraction|amount))$/

/** `Query.payback`, `Query.catalogue`, `Node.economics` and `Network.economics`: types, resolvers and what they cost. */
export async function economicsExtension(
  networks: readonly Network[],
  catalogue: Catalogue,
  route: RollupRoute,
): Promise<Extension> {
  const rules = await Promise.all(
    networks.map(async (network) => {
      const all = await listDisclosures(network)
      return { name: network.name, slashing: slashRules(all), unlock: unlockOf(all) }
    }),
  )
  const means: EconomicsMeans = {
    networks: new Map(networks.map((network) => [network.name, network])),
    catalogue,
    route,
    rules: new Map(rules.map(({ name, slashing }) => [name, slashing])),
    unlocks: new Map(rules.flatMap(({ name, unlock }) => (unlock ? [[name, unlock] as const] : []))),
  }
  return { sdl: readFileSync(SDL, 'utf8'), resolvers: resolversOf(means), costs: ECONOMICS_COSTS }
}

function resolversOf(means: EconomicsMeans): Resolvers {
  return {
    'Query.payback': (_, args, context) => answerPayback(means, context, args as unknown as PaybackArguments),
    'Query.prices': (_, args, { snapshot }) =>
      answerPrices(means, snapshot, args as unknown as PricesArguments),
    'Query.catalogue': (_, args) =>
      answerCatalogue(means.catalogue, args as unknown as CatalogueArguments, Date.now() / 1000),
    'Query.leaderboard': (_, args, { snapshot }) =>
      means.route.during(
        snapshot,
        answerLeaderboard(means, snapshot, args as unknown as LeaderboardArguments),
      ),
    'Node.economics': (parent, args, { snapshot }) => {
      const { network, key } = parent as { network: string; key: string }
      return nodeEconomics(means, snapshot, network, key, args as NodeArguments)
    },
    'Network.economics': (parent, args, { snapshot }) =>
      networkEconomics(means, snapshot, (parent as { network: string }).network, args as WindowArguments),
    'NodeEconomics.statements': (parent, args) => {
      const { money } = parent as { money: NodeMoney }
      const period = String(args.period).toLowerCase() as 'day' | 'week' | 'month'
      return profitAndLossBy(period, money.input).map((pnl) =>
        toPublicStatement({
          ...money,
          pnl,
          stale: money.cost.references.stale,
          assumed: money.assumed,
          constantAt: money.input.window.to - 1,
        }),
      )
    },
    'NodeEconomics.investment': (parent, args) =>
      toPublicInvestment((parent as { money: NodeMoney }).money, args as unknown as InvestmentArguments),
    'NodeEconomics.ledger': (parent, args, _, info) =>
      toPublicLedger(
        (parent as { money: NodeMoney }).money,
        args as unknown as LedgerArguments,
        namesOf(info.path),
      ),
    'Demand.links': (parent, args, _, info) =>
      toPublicLinks(
        (parent as { linked: LinksOf }).linked,
        args as unknown as LinksArguments,
        namesOf(info.path),
      ),
    'Demand.payers': (parent, args, _, info) =>
      toPublicPayers(
        (parent as { linked: LinksOf }).linked,
        args as unknown as LinksArguments,
        namesOf(info.path),
      ),
    'Survival.leavers': (parent, args, { snapshot }) =>
      answerLeavers(means, snapshot, (parent as { parent: SurvivalParent }).parent, args as LeaversArguments),
    'Survival.realised': (parent, args) =>
      answerRealised(
        means,
        (parent as { parent: SurvivalParent }).parent,
        args as unknown as RealisedArguments,
      ),
    ...Object.fromEntries(
      Object.entries(NETWORK_PARTS).map(([field, part]): [string, Resolvers[string]] => [
        `NetworkEconomics.${field}`,
        (parent, _, { snapshot }) => part(means, snapshot, parent as NetworkParent),
      ]),
    ),
    'Demand.repeatedPayloads': (parent) => (parent as ReturnType<typeof toPublicDemand>).repeatedPayloads(),
    'Penalties.perThousandClaims': (parent) =>
      (parent as ReturnType<typeof toPublicPenalties>).perThousandClaims(),
    'NetworkEconomics.role': (parent, args, context) =>
      answerRole(means, context, (parent as { money: NetworkMoney }).money, args as unknown as RoleAsked),
    'NodeEconomics.proving': (parent, _, { snapshot }) =>
      answerNodeProving(snapshot, (parent as { money: NodeMoney }).money),
    'NetworkEconomics.proving': (parent, _, { snapshot }) =>
      answerNetworkProving(snapshot, (parent as { money: NetworkMoney }).money),
    'NetworkEconomics.provingOutlook': (parent, args, { snapshot }) =>
      answerOutlook(
        means,
        snapshot,
        (parent as { money: NetworkMoney }).money,
        args as unknown as OutlookArguments,
      ),
    'NetworkEconomics.runway': (parent, args) =>
      toPublicRunway((parent as { money: NetworkMoney }).money, (args.issuanceEnds as string | null) ?? null),
  }
}

/** The fields that lead to a place of the answer, without the places in lists. */
function namesOf(path: GraphQLResolveInfo['path'] | undefined): string[] {
  if (!path) return []
  return [...namesOf(path.prev), ...(typeof path.key === 'string' ? [path.key] : [])]
}

/** Disclosed shares of stake, or amounts, by the reason that their names end with. */
function slashRules(all: readonly Disclosure[]): readonly DisclosedRule[] {
  return all.flatMap(({ rule, status, value, source }): DisclosedRule[] => {
    const name = SLASH_RULE.exec(rule)?.groups
    if (!name) return []
    const number = value !== null && /^\d+(\.\d+)?$/.test(value) ? fromDecimal(value) : null
    const isAmount = name.kind === 'amount'
    const reason = name.a ?? name.b ?? ''
    return [{ reason, status, share: isAmount ? null : number, amount: isAmount ? number : null, source }]
  })
}
