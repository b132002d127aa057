import { z } from 'zod'
import { approvalLink } from '../../../src/api/trust/enclave-links.ts'
import { toDecimal as scaled } from '../../../src/claim/decimal.ts'
import { pcrHashOf } from '../../../src/claim/hash.ts'
import { type MachineCosts, straightLine } from '../../../src/economics/cost.ts'
import { costOfFaking, demandOf } from '../../../src/economics/demand.ts'
import {
  type Exact,
  exact,
  fromDecimal,
  multiply,
  sum,
  toDecimal,
  toNumber,
} from '../../../src/economics/exact.ts'
import { written } from '../../../src/economics/figure.ts'
import { type Known, known } from '../../../src/economics/known.ts'
import type { Entry } from '../../../src/economics/ledger.ts'
import { grossAtConstantPrice, investmentOf } from '../../../src/economics/lots.ts'
import { kindsOf, type MixView, mixOf, shareOf } from '../../../src/economics/mix/mix.ts'
import { breakEven } from '../../../src/economics/payback/break-even.ts'
import { rentedOut } from '../../../src/economics/payback/counterfactual.ts'
import { readPrior } from '../../../src/economics/payback/rate-prior.ts'
import { compareWithRules, expectedLoss, penaltyRate } from '../../../src/economics/penalties.ts'
import { MONTH } from '../../../src/economics/period.ts'
import { profitAndLoss } from '../../../src/economics/pnl.ts'
import { PriceBook } from '../../../src/economics/price.ts'
import { provingOutlook } from '../../../src/economics/proving/outlook.ts'
import {
  feesPerCycle,
  fillRate,
  incomePerCycle,
  rewardPerCycle,
} from '../../../src/economics/proving/per-cycle.ts'
import type { OperatorLife } from '../../../src/economics/realised/operator-life.ts'
import { paidWithin, realisedPayback } from '../../../src/economics/realised/realised.ts'
import { feeCoverage } from '../../../src/economics/receipts.ts'
import {
  commissionAmount,
  mintedAmount,
  rewardAmount,
  slashAmount,
} from '../../../src/economics/recomputed.ts'
import { reconcile } from '../../../src/economics/reconcile.ts'
import { findReference, likelyValue } from '../../../src/economics/reference-rows.ts'
import { References } from '../../../src/economics/references.ts'
import { revenueShape } from '../../../src/economics/revenue-shape.ts'
import { intervalsOf } from '../../../src/economics/risk/advisory.ts'
import { concentrationOf } from '../../../src/economics/risk/concentration.ts'
import { redundancyOf } from '../../../src/economics/risk/redundancy.ts'
import { daysBelow, nodeMeans, spreadOf, worstDays } from '../../../src/economics/role/role-days.ts'
import { cumulativeIncidence, uptimeOf } from '../../../src/economics/service.ts'
import { stakeHistory } from '../../../src/economics/stake.ts'
import {
  meanWait,
  noFallback,
  served,
  sustainable,
  utilisation,
} from '../../../src/economics/stress/fallback.ts'
import { leaversEarned, medianLifetime, survivalCurve } from '../../../src/economics/survival.ts'
import { moneyWeightedReturn } from '../../../src/economics/xirr.ts'
import { runway, stakeApr, supplyShareYield } from '../../../src/economics/yields.ts'
import { getCatalogue } from '../../../src/platform/catalogue.ts'
import {
  account,
  COIN,
  DAY,
  DELEGATOR,
  entry,
  flatPrices,
  OPERATOR,
  START,
  USD_TOKEN,
} from '../../support/ledger-world.ts'

type Compute = (given: Record<string, unknown>) => unknown

const text = z.string()
const count = z.number()
const usd = (value: Known<Exact>) => (value.known ? toDecimal(value.value, 6) : value.missing[0]?.reason)
const ratio = (value: Known<Exact | number>) =>
  value.known ? written(value.value, 8) : value.missing[0]?.reason
const decimal = (value: string) => known(fromDecimal(value))

/** Reads an example's inputs by their shape, then computes with the code alone. */
function example<S extends z.ZodRawShape>(
  shape: S,
  compute: (given: z.infer<z.ZodObject<S>>) => unknown,
): Compute {
  return (given) => compute(z.strictObject(shape).parse(given) as z.infer<z.ZodObject<S>>)
}

const machineShape = { watts: text, idle: text, pue: text, kwh: text, hostingPerMonth: text }

export const examples: Record<string, Compute> = {
  rounding: example({ thirds: count, ties: z.array(text) }, ({ thirds, ties }) => ({
    sum: toDecimal(sum(Array.from({ length: thirds }, () => exact(1, 3))), 6),
    one: toDecimal(exact(1, 3), 6),
    ties: ties.map((each) => toDecimal(fromDecimal(each), 6)),
  })),

  reconciliation: example(
    { opening: text, fees: z.array(text), refunds: z.array(text), staked: z.array(text), observed: text },
    (given) => {
      const entries = [
        ...given.fees.map((amount) => entry('fee', START, amount)),
        ...given.refunds.map((amount) => entry('refund', START, amount, { from: OPERATOR, to: account(10) })),
        ...given.staked.map((amount) => entry('stake', START, amount, { from: OPERATOR, to: null })),
      ]
      const unit = 10n ** 18n
      const at = (block: number, amount: string) => ({
        chain: COIN.chain,
        token: COIN.address,
        account: OPERATOR,
        block,
        amount: BigInt(amount) * unit,
      })
      const [row] = reconcile(entries, [at(0, given.opening)], [at(9_000_000, given.observed)])
      const whole = (value: bigint | null | undefined) => ((value ?? 0n) / unit).toString()
      return { expected: whole(row?.expected), difference: whole(row?.difference), status: row?.status }
    },
  ),

  price: example({ amount: text, venues: z.array(z.tuple([text, count])) }, ({ amount, venues }) => {
    const points = venues.map(([price, hours], index) => ({
      series: 'xcoin',
      venue: `venue-${index}`,
      at: START - hours * 3600,
      price: fromDecimal(price),
    }))
    const found = new PriceBook(points, 'example').priceAt(COIN, START)
    if (!found.known) return found.missing
    return {
      price: toDecimal(found.value.price, 6),
      value: toDecimal(multiply(fromDecimal(amount), found.value.price), 6),
      quality: found.value.quality,
      venues: found.value.venues.length,
    }
  }),

  pnl: example(
    {
      ...machineShape,
      days: count,
      fees: text,
      refunds: text,
      emissionTokens: text,
      gasUsdPerDay: text,
      gasUsdPerClaim: text,
      claims: count,
      price: text,
      capex: text,
      years: count,
      residual: text,
      utilisation: text,
      delegators: text,
      ownStake: text,
      otherStake: text,
      slash: text,
      slashDay: count,
      stakeRate: text,
    },
    (given) => {
      const pnl = profitAndLoss({
        class: 'synthetic',
        role: 'tee-gpu',
        entries: [
          entry('stake', START - DAY, given.ownStake, { from: OPERATOR }),
          entry('stake', START - DAY, given.otherStake, { from: DELEGATOR }),
          entry('fee', START + DAY, given.fees, { token: USD_TOKEN }),
          entry('refund', START + DAY, given.refunds, { token: USD_TOKEN }),
          entry('emission', START + DAY, given.emissionTokens),
          entry('penalty', START + given.slashDay * DAY, given.slash),
        ],
        window: { from: START, to: START + given.days * DAY },
        prices: flatPrices(given.price),
        cost: known(machineOf(given, given.capex, given.utilisation, given.years, given.residual)),
        gas: {
          basis: 'operator',
          usdPerDay: fromDecimal(given.gasUsdPerDay),
          usdPerClaim: fromDecimal(given.gasUsdPerClaim),
          claims: [{ at: START + DAY, count: given.claims }],
        },
        feesAttributable: true,
        delegatorsPart: () => decimal(given.delegators),
        ownAccounts: new Set([OPERATOR]),
        opportunityRate: decimal(given.stakeRate),
      })
      const {
        gross,
        power,
        hosting,
        gas,
        delegators,
        netCash,
        ownSlashes,
        depreciation,
        stakeCost,
        economicProfit,
      } = pnl
      const lines = {
        gross,
        power,
        hosting,
        gas,
        delegators,
        netCash,
        ownSlashes,
        depreciation,
        stakeCost,
        economicProfit,
      }
      return Object.fromEntries(Object.entries(lines).map(([name, value]) => [name, usd(value)]))
    },
  ),

  investment: example(
    { receipts: z.array(z.tuple([text, text])), sold: text, proceeds: text, price: text },
    ({ receipts, sold, proceeds, price }) => {
      const days = [...receipts.map(([, at]) => at), price, price]
      const prices = new PriceBook(
        days.map((each, day) => ({
          series: 'xcoin',
          venue: 'one',
          at: START + day * DAY,
          price: fromDecimal(each),
        })),
        'example',
      )
      const received = receipts.map(([amount], day) => entry('emission', START + day * DAY, amount))
      const end = START + days.length * DAY
      const amount = BigInt(sold) * 10n ** 18n
      const sale = { at: end - 2 * DAY, token: COIN, amount, proceedsUsd: fromDecimal(proceeds) }
      const by = (basis: 'fifo' | 'average') => {
        const { realised, unrealised } = investmentOf(received, [sale], basis, prices, end)
        return { realised: usd(realised), unrealised: usd(unrealised) }
      }
      return {
        fifo: by('fifo'),
        average: by('average'),
        constantPrice: usd(grossAtConstantPrice(received, prices, end - 1)),
      }
    },
  ),

  proving: example(
    {
      locks: z.tuple([count, count, count]),
      rewards: text,
      rewarded: text,
      fees: text,
      reported: text,
      days: count,
      mhz: text,
      wonShare: text,
      running: z.number(),
      capex: text,
    },
    ({ locks: [due, inTime, unknown], ...given }) => {
      const prices = new PriceBook(
        [{ series: 'xcoin', venue: 'one', at: START, price: fromDecimal('1') }],
        'example',
      )
      const work = { rewarded: BigInt(given.rewarded), reported: BigInt(given.reported) }
      const rewards = [{ ...entry('emission', START, given.rewards), reason: 'povw' }]
      const reward = rewardPerCycle(rewards, prices, work)
      const paid = feesPerCycle(known(fromDecimal(given.fees)), work)
      const day = { running: given.running, powerAndDepreciation: 0, depreciation: 0, rent: null }
      const machine = { capexUsd: known(fromDecimal(given.capex)) } as MachineCosts
      const market = { perCycles: incomePerCycle(reward, paid), perDay: exact(work.reported, given.days) }
      const asked = { mhz: fromDecimal(given.mhz), wonShare: fromDecimal(given.wonShare) }
      const outlook = provingOutlook(market, asked, known(machine), known([day]))
      const rate = fillRate({ due, inTime, unknown })
      return {
        fillRate: rate.known && toDecimal(rate.value, 8),
        rewardPerCycle: usd(reward),
        feesPerCycle: usd(paid),
        incomePerDay: usd(outlook.income),
        keptPerDay: usd(outlook.kept),
        paybackMonths: usd(outlook.paybackMonths),
      }
    },
  ),

  yields: example(
    {
      days: count,
      incomePerDay: text,
      stake: text,
      supplyGrowth: text,
      income: text,
      stakeUsd: text,
      fees: text,
      emissions: text,
      yearsLeft: count,
      flows: z.array(count),
    },
    (given) => {
      const window = { from: 0, to: given.days * DAY }
      let supply = exact(1_000_000)
      const days = Array.from({ length: given.days }, () => {
        supply = multiply(supply, fromDecimal(given.supplyGrowth))
        return { income: fromDecimal(given.incomePerDay), stake: fromDecimal(given.stake), supply }
      })
      const seconds = known(multiply(fromDecimal(given.stakeUsd), exact(window.to)))
      const end = known(window.to + given.yearsLeft * 365.25 * DAY)
      const receipts = {
        fees: decimal(given.fees),
        refunds: decimal('0'),
        emissions: decimal(given.emissions),
      }
      const path = runway(receipts, window, end)
      const flows = given.flows.map((amount, year) => ({ at: year * 365 * DAY, amount }))
      return {
        apr: ratio(stakeApr(decimal(given.income), seconds, window.to)),
        supplyShare: ratio(supplyShareYield(days, known(exact(1_000_000)))),
        coverage: ratio(feeCoverage(receipts)),
        feesPerDayNeeded: usd(path.feesPerDayNeeded),
        yearlyGrowthNeeded: ratio(path.yearlyGrowthNeeded),
        flows: ratio(moneyWeightedReturn(flows)),
      }
    },
  ),

  revenue: example({ daily: z.array(text), paidOnDays: z.array(count) }, ({ daily, paidOnDays }) => {
    const window = { from: 0, to: daily.length * DAY }
    const found = revenueShape(
      daily.map(decimal),
      paidOnDays.map((day) => day * DAY),
      window,
    )
    if (!found.known) return found.missing
    const { p5, p50, p95, volatility, daysWithoutRevenue, longestGapSeconds } = found.value
    return {
      p5,
      p50,
      p95,
      volatility: volatility.known && written(volatility.value, 6),
      daysWithout: daysWithoutRevenue,
      longestGapDays: longestGapSeconds / DAY,
    }
  }),

  payback: example(
    {
      ...machineShape,
      capex: text,
      requestsPerDay: text,
      margin: text,
      tokensPerDay: text,
      price: text,
      fixedPerMonth: text,
      horizonMonths: count,
      rent: text,
      rentUtilisation: text,
      marketplaceFee: text,
    },
    (given) => {
      const triple = breakEven({
        capexUsd: fromDecimal(given.capex),
        stakeTokens: exact(0),
        tokenPriceUsd: fromDecimal(given.price),
        requestsPerDay: fromDecimal(given.requestsPerDay),
        marginPerRequest: fromDecimal(given.margin),
        feesPricedIn: 'usd',
        emissionTokensPerDay: fromDecimal(given.tokensPerDay),
        keptPart: exact(1),
        fixedUsdPerMonth: fromDecimal(given.fixedPerMonth),
        gasPerRequest: exact(0),
        monthlyDiscount: exact(0),
        horizonMonths: given.horizonMonths,
      })
      const rented = rentedOut(machineOf(given, given.capex, '1', 3, '0'), {
        usdPerHour: decimal(given.rent),
        utilisation: fromDecimal(given.rentUtilisation),
        marketplaceFee: fromDecimal(given.marketplaceFee),
        source: 'example',
        asOf: '2026-05',
        stale: false,
      })
      return {
        months: triple.months.known && triple.months.value,
        tokenPrice: usd(triple.tokenPriceUsd),
        requestsPerDay: usd(triple.requestsPerDay),
        rentedOut: usd(rented.net),
      }
    },
  ),

  penalties: example(
    {
      ownEvents: count,
      ownDays: count,
      poolEvents: count,
      poolDays: count,
      share: text,
      stake: text,
      days: count,
      slashes: z.array(z.tuple([text, text])),
    },
    async (given) => {
      const references = new References(await getCatalogue('catalogue'), START)
      const found = readPrior(references)
      if (!found.known) return found.missing
      const prior = found.value
      const rate = penaltyRate(
        { events: given.ownEvents, nodeDays: exact(given.ownDays) },
        { events: given.poolEvents, nodeDays: exact(given.poolDays) },
        prior,
      )
      const share = fromDecimal(given.share)
      const severity = known({ share, basis: 'disclosed', label: 'rule' } as const)
      const rule = { reason: 'rule', status: 'disclosed', share, source: 'example' } as const
      const findings = given.slashes.map(([stake, taken]) => {
        const entries: Entry[] = [
          entry('stake', START, stake, { from: OPERATOR }),
          entry('penalty', START + DAY, taken, { reason: 'rule' }),
        ]
        return compareWithRules(stakeHistory(entries, new Set(), START + 2 * DAY).slashes, [rule])[0]?.finding
      })
      return {
        ratePerYear: ratio(known(multiply(rate.meanPerDay, fromDecimal('365.25')))),
        expectedLoss: usd(expectedLoss(rate, severity, decimal(given.stake), exact(given.days))),
        findings,
      }
    },
  ),

  consensus: example(
    {
      shared: text,
      tax: text,
      power: count,
      totalPower: count,
      rate: text,
      slashedPower: count,
      fraction: text,
      others: text,
      yearly: text,
      blocksPerYear: count,
    },
    async (given) => {
      const scale = 10n ** 18n
      const parts = (share: string) => {
        const { n, d } = fromDecimal(share)
        return (n * scale) / d
      }
      const shared = BigInt(given.shared)
      const power = { power: BigInt(given.power), totalPower: BigInt(given.totalPower) }
      const rewards = rewardAmount({ shared, tax: parts(given.tax), ...power })
      return {
        rewards: scaled(rewards, 18),
        commission: scaled(commissionAmount(rewards, parts(given.rate)), 18),
        slash: String(
          slashAmount({
            power: BigInt(given.slashedPower),
            reduction: scale,
            fraction: parts(given.fraction),
            others: BigInt(given.others),
          }),
        ),
        minted: String(mintedAmount(BigInt(given.yearly) * scale, BigInt(given.blocksPerYear))),
      }
    },
  ),

  demand: example(
    {
      fees: z.array(z.tuple([text, text.nullable()])),
      refund: text,
      faked: z.strictObject({ returned: text, kept: text }),
    },
    ({ fees, refund, faked }) => {
      const paid = (amount: string, payer: number, more: Partial<Entry> = {}) =>
        entry('fee', START, amount, { token: USD_TOKEN, from: account(payer), ...more })
      const entries = [
        ...fees.map(([amount, related], index) => paid(amount, 10 + index, { related })),
        entry('refund', START, refund, { token: USD_TOKEN }),
      ]
      const found = demandOf(entries, flatPrices())
      const volume = [paid(faked.returned, 20), paid(faked.kept, 20, { to: account(99) })]
      return {
        payers: found.uniquePayers,
        hhi: ratio(found.hhi),
        top1: ratio(found.top1),
        refunds: ratio(found.refundShare),
        notShownRelated: ratio(found.notShownRelated),
        costOfFaking: ratio(costOfFaking(volume, (account) => account === OPERATOR, flatPrices())),
      }
    },
  ),

  service: example(
    {
      ends: z.array(z.tuple([count, z.enum(['delivered', 'expired', 'open'])])),
      beats: z.array(count),
      limit: count,
      gap: z.tuple([count, count]),
      window: count,
    },
    ({ ends, beats, limit, gap, window }) => {
      const steps = cumulativeIncidence(ends.map(([after, end]) => ({ after, end })))
      const found = uptimeOf(
        beats.map((at) => ({ from: at, to: at })),
        known(limit),
        [{ from: gap[0], to: gap[1] }],
        { from: 0, to: window },
      )
      const { up, down, unknown } = found
      const by4 = steps.findLast((step) => step.after <= 4)
      return { deliveredBy4: by4 && written(by4.delivered, 8), up, down, unknown, uptime: ratio(found.share) }
    },
  ),

  concentration: example(
    { holders: z.record(z.string(), text), unknown: text, free: text },
    ({ holders, unknown, free }) => {
      const held = new Map(Object.entries(holders).map(([name, amount]) => [name, fromDecimal(amount)]))
      const found = concentrationOf(
        { holders: held, unknown: fromDecimal(unknown), free: fromDecimal(free) },
        'claims',
      )
      if (!found.known) return { reason: found.missing[0]?.reason }
      const { hhiLow, hhiHigh, third, half } = found.value
      const set = ({ fewest, most, holders }: typeof third) => ({
        fewest: fewest.known && toDecimal(fewest.value, 0),
        most: most.known ? toDecimal(most.value, 0) : most.missing[0]?.reason,
        holders,
      })
      return {
        hhiLow: toDecimal(hhiLow, 4),
        hhiHigh: toDecimal(hhiHigh, 4),
        third: set(third),
        half: set(half),
      }
    },
  ),

  advisories: example(
    { rule: text, registrations: z.array(z.object({ at: count, firmware: text, key: text })) },
    ({ rule, registrations }) => {
      const spells = registrations.map(({ at, firmware, key }, index) => ({
        from: at,
        to: registrations[index + 1]?.at ?? null,
        key,
        machine: {
          tee: 'sev-snp',
          cpu: 'milan',
          tcb: { firmware },
          isProved: true,
          isCpuProved: true,
          custody: null,
          isCustodyProved: false,
        },
      }))
      const machines = {
        tee: 'sev-snp',
        cpus: ['milan'],
        access: 'host',
        forges: 'yes',
        patched_tcb: rule,
      } as const
      return {
        intervals: intervalsOf(spells, [machines]).map(({ from, to, state, reason }) => ({
          from,
          to,
          state,
          reason,
        })),
      }
    },
  ),

  redundancy: example(
    {
      claims: text,
      validators: text,
      rerun: text,
      gas: text,
      usdPerGas: text,
      cpuSeconds: text,
      judged: text,
      usdPerCpuHour: text,
      fees: text,
    },
    ({ claims, rerun, judged, ...rest }) => {
      const { validators, gas, usdPerGas, cpuSeconds, usdPerCpuHour, fees } = rest
      const found = redundancyOf({
        claims: fromDecimal(claims),
        rerun: fromDecimal(rerun),
        judged: fromDecimal(judged),
        validators: decimal(validators),
        gas: decimal(gas),
        usdPerGas: decimal(usdPerGas),
        cpuSeconds: decimal(cpuSeconds),
        usdPerCpuHour: decimal(usdPerCpuHour),
        fees: decimal(fees),
      })
      return {
        avoided: usd(found.avoided),
        gasUsd: ratio(found.gasUsd),
        cpuUsd: ratio(found.cpuUsd),
        fee: usd(found.fee),
        costShare: ratio(found.costShare),
      }
    },
  ),

  stress: example({ moved: text, provable: text, multiple: text, load: text }, ({ load, ...given }) => {
    const shift = {
      moved: fromDecimal(given.moved),
      provable: fromDecimal(given.provable),
      multiple: fromDecimal(given.multiple),
    }
    const said = (value: Known<Exact>, places = 4) => value.known && toDecimal(value.value, places)
    return {
      noFallback: toDecimal(noFallback(shift), 4),
      capacityLeft: said(sustainable(shift, 'unverified')),
      served: said(served(shift, 'unverified')),
      utilisation: toDecimal(utilisation(shift, 'unverified', fromDecimal(load)), 4),
      meanWait: said(meanWait(shift, 'unverified', fromDecimal(load)), 1),
    }
  }),

  measurements: example({ pcr0: text, pcr1: text, pcr2: text }, ({ pcr0, pcr1, pcr2 }) => {
    const [first, second, third] = [pcr0, pcr1, pcr2].map((each) => Buffer.from(each, 'hex')) as [
      Buffer,
      Buffer,
      Buffer,
    ]
    return { measurement: pcrHashOf(first, second, third) }
  }),

  'trust-chain': example(
    { revokedAt: count, graceSeconds: text, settledAt: z.array(count) },
    ({ revokedAt, graceSeconds, settledAt }) => {
      const of = { block: 1, txHash: '0x', contract: '0x', version: null, approver: null }
      const change = { ...of, time: revokedAt, approved: false, graceSeconds: BigInt(graceSeconds) }
      return { approval: settledAt.map((at) => approvalLink({ change, at }).state) }
    },
  ),

  'verification-mix': example(
    {
      claims: z.array(
        z.strictObject({
          count,
          evidence: text.nullable(),
          from: z.enum(['log', 'leaf']),
          checked: z.array(text).optional(),
          outcome: z.enum(['verified', 'rejected', 'split']).nullable(),
        }),
      ),
    },
    ({ claims }) => {
      const mix = mixOf(
        claims.map((each) => ({
          ...kindsOf({ ...each, checked: each.checked }),
          amount: exact(each.count),
        })),
      )
      const shares = (view: MixView) =>
        Object.fromEntries(
          (['tee', 'snark', 'none', 'unknown'] as const).map((kind) => {
            const share = shareOf(mix, view, kind)
            return [kind, share.known && toDecimal(share.value, 4)]
          }),
        )
      return {
        total: toDecimal(mix.total, 0),
        claimed: shares('claimed'),
        onChain: shares('onChain'),
        rechecked: shares('rechecked'),
      }
    },
  ),

  survival: example(
    { left: z.array(count), stayed: z.array(count), earned: z.array(text) },
    ({ left, stayed, earned }) => {
      const now = 100 * DAY
      const curve = survivalCurve(
        [
          ...left.map((days) => ({ node: 'left', joinedAt: 0, leftAt: days * DAY })),
          ...stayed.map((days) => ({ node: 'stayed', joinedAt: now - days * DAY, leftAt: null })),
        ],
        now,
      )
      const after = (days: number) => {
        const step = curve.findLast((each) => each.days <= days)
        return step && toDecimal(step.survival, 3)
      }
      const median = medianLifetime(curve)
      const money = leaversEarned(known(earned.map(fromDecimal)))
      return {
        after10: after(10),
        after23: after(23),
        medianDays: median.known && median.value,
        atALoss: money.known && money.value.atALoss,
        medianEarned: money.known && money.value.p50,
      }
    },
  ),

  role: example(
    { daily: z.array(z.array(z.number().nullable())), costs: z.array(z.number()), stretch: count },
    ({ daily, costs, stretch }) => {
      const series = daily.map((values) => Float64Array.from(values, (value) => value ?? Number.NaN))
      const worst = worstDays([...costs.keys()], series, stretch)
      return {
        medianOfNodes: spreadOf(nodeMeans(series))?.p50,
        ...daysBelow(series, Float64Array.from(costs)),
        worstFrom: worst?.from,
        worstPerNodeDay: worst?.perNodeDay,
      }
    },
  ),

  realised: example(
    { paid: z.array(count), left: z.array(count), open: z.array(count) },
    ({ paid, left, open }) => {
      const of = (end: OperatorLife['end'], months: readonly number[]): OperatorLife[] =>
        months.map((each) => ({ nodes: [], joinedAt: 0, end, after: each * MONTH, netCash: 0, capexUsd: 1 }))
      const lives = [...of('paid', paid), ...of('left', left), ...of('open', open)]
      const { steps } = realisedPayback(lives)
      const after = (months: number) => steps.findLast((step) => step.months <= months)
      const year = paidWithin(lives, 12)
      return {
        paidAfter4: after(4)?.paid.toFixed(6),
        paidAfter6: after(6)?.paid.toFixed(6),
        leftAfter6: after(6)?.left.toFixed(6),
        within12: year.known ? year.value : year.missing[0]?.reason,
      }
    },
  ),

  catalogue: async (given) => {
    const asked = z.strictObject({ subject: text, quantity: text, at: text }).parse(given)
    const catalogue = await getCatalogue(new URL('../../../catalogue', import.meta.url).pathname)
    const found = findReference(catalogue, asked.subject, asked.quantity, Date.parse(asked.at) / 1000)
    return {
      used: found && toNumber(fromDecimal(likelyValue(found.chosen))).toString(),
      stale: found?.stale,
      contradictedBy: found?.contradictions.map((row) => row.source),
    }
  },
}

function machineOf(
  given: { watts: string; idle: string; pue: string; kwh: string; hostingPerMonth: string },
  capex: string,
  utilisation: string,
  years: number,
  residual: string,
) {
  return {
    kind: 'machine' as const,
    hardware: 'example',
    confidentialMode: true,
    capexUsd: decimal(capex),
    boughtAt: START,
    depreciation: straightLine(exact(years), fromDecimal(residual)),
    watts: decimal(given.watts),
    idleFraction: fromDecimal(given.idle),
    utilisation: decimal(utilisation),
    usdPerKwh: decimal(given.kwh),
    pue: fromDecimal(given.pue),
    hostingUsdPerMonth: decimal(given.hostingPerMonth),
  }
}
