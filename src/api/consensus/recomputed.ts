import { toDecimal } from '../../claim/decimal.ts'
import { commissionAmount, mintedAmount, rewardAmount, slashAmount } from '../../economics/recomputed.ts'
import type { Network } from '../../platform/network.ts'
import { badInput, refused } from '../execute/errors.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import { type RecomputedKind, type RecomputedRow, ROWS, readRow } from './rows.ts'

const PLACES = 18
const SCALE = 10n ** 18n
const MOST = 200
const NO_BLOCK = 2_147_483_647

const FORMULAS: Readonly<Record<RecomputedKind, string>> = {
  SLASH: 'power × power reduction × fraction, cut off at a base unit, less what others lost for it',
  REWARDS: 'shared out × (1 − community tax) × power ÷ power of all',
  COMMISSION: 'rewards × commission rate',
  MINT: 'annual provisions ÷ blocks per year, cut off at a base unit',
}

export interface RecomputedArguments {
  readonly network: string
  readonly nodeKey?: string | null
  readonly kinds: readonly RecomputedKind[]
  readonly before?: number | null
  readonly limit: number
}

interface Input {
  readonly name: string
  readonly value: string
  readonly source: string
}

/** What the inputs came to, in parts of 10^18 of a base unit; or which of them is missing. */
type Outcome = { readonly amount: bigint } | { readonly reason: string }

/**
 * `Query.recomputed`: amounts of a network's consensus chains, computed again.
 * @throws `NETWORK_UNKNOWN`, `BAD_USER_INPUT`
 */
export async function answerRecomputed(
  networks: ReadonlyMap<string, Network>,
  snapshot: Snapshot,
  { network, nodeKey, kinds, before, limit }: RecomputedArguments,
) {
  const file = networks.get(network)
  if (!file) throw refused('NETWORK_UNKNOWN', `this server has no file of a network ${network.slice(0, 60)}`)
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) throw badInput(`limit must be 1 to ${MOST}`)
  const chains = new Map(file.chains.flatMap((each) => (each.consensus ? [[each.id, each] as const] : [])))
  const node = nodeKey == null ? null : Buffer.from(nodeKey.slice(2), 'hex')
  const values = [network, [...chains.keys()], before ?? NO_BLOCK, node, kinds, limit]
  return (await snapshot.rows(ROWS, values)).map(readRow).map((row) => {
    const chain = chains.get(row.chain)
    const reduction = BigInt(chain?.consensus?.powerReduction ?? 1n)
    return { ...toPublic(row, reduction), network, class: chain?.class }
  })
}

function toPublic(row: RecomputedRow, reduction: bigint) {
  const inputs: Input[] = []
  const outcome: Outcome =
    row.reported === null ? { reason: 'NOT_REPORTED' } : compute(row, reduction, inputs)
  const recomputed = 'amount' in outcome ? outcome.amount : null
  const difference = recomputed === null || row.reported === null ? null : row.reported - recomputed
  return {
    kind: row.kind,
    chainId: row.chain,
    blockNumber: row.block,
    blockHash: row.hash,
    blockTime: row.time,
    nodeKey: row.node,
    token: row.token,
    cause: row.cause,
    reported: shown(row.reported),
    recomputed: shown(recomputed),
    difference: shown(difference),
    finding: difference === null ? 'UNDECIDED' : difference === 0n ? 'AGREES' : 'DIFFERS',
    reason: 'reason' in outcome ? outcome.reason : null,
    formula: FORMULAS[row.kind],
    inputs,
    vouchedBy: row.vouchedBy,
  }
}

function compute(row: RecomputedRow, reduction: bigint, inputs: Input[]): Outcome {
  const read = readParameter(row, inputs)
  if ('reason' in read) return read
  switch (row.kind) {
    case 'SLASH':
      return computeSlash(row, { reduction, fraction: read.amount }, inputs)
    case 'REWARDS':
      return computeRewards(row, read.amount, inputs)
    case 'COMMISSION':
      if (row.rewards === null) return { reason: 'REWARDS_UNKNOWN' }
      inputs.push({ name: 'rewards', value: toDecimal(row.rewards, PLACES), source: reporter(row) })
      return { amount: commissionAmount(row.rewards, read.amount) }
    case 'MINT': {
      const yearly = row.provisions === null ? undefined : toParts(row.provisions)
      if (yearly === undefined) return { reason: 'PROVISIONS_UNKNOWN' }
      inputs.push({ name: 'annual provisions', value: toDecimal(yearly, PLACES), source: reporter(row) })
      return { amount: mintedAmount(yearly, read.amount / SCALE) * SCALE }
    }
  }
}

function computeSlash(
  row: RecomputedRow,
  rule: { readonly reduction: bigint; readonly fraction: bigint },
  inputs: Input[],
): Outcome {
  const proved = row.cause === 'double_sign' ? row.doubleSignPower : row.power
  const power = proved ?? row.slashedPower
  if (power === null) return { reason: 'POWER_UNKNOWN' }
  const where =
    row.cause === 'double_sign' ? `evidence in block ${row.block}` : `validator set of block ${row.block - 1}`
  const source = proved === null ? reporter(row) : `proved by the ${where}`
  const others = row.others ?? 0n
  inputs.push(
    { name: 'power', value: String(power), source },
    { name: 'power reduction', value: String(rule.reduction), source: 'network.json' },
    { name: 'lost by others', value: String(others), source: reporter(row) },
  )
  return { amount: slashAmount({ ...rule, power, others }) * SCALE }
}

function computeRewards(row: RecomputedRow, tax: bigint, inputs: Input[]): Outcome {
  const { shared, power, totalPower } = row
  if (shared === null) return { reason: 'SHARED_UNKNOWN' }
  if (power === null || !totalPower) return { reason: 'POWER_UNKNOWN' }
  const set = `proved by the validator set of block ${row.block - 1}`
  inputs.push(
    { name: 'shared out', value: String(shared), source: reporter(row) },
    { name: 'power', value: String(power), source: set },
    { name: 'power of all', value: String(totalPower), source: set },
  )
  return { amount: rewardAmount({ shared, tax, power, totalPower }) }
}

/** The parameter of the rule as of the state that the block was worked out on, in parts of 10^18. */
function readParameter(row: RecomputedRow, inputs: Input[]): Outcome {
  const { parameter, value, readFrom, readTo } = row
  if (parameter === null) return { reason: 'RULE_UNKNOWN' }
  const amount = value === null ? undefined : toParts(value)
  if (value === null || amount === undefined || readFrom === null || readTo === null)
    return { reason: 'PARAMETER_UNREAD' }
  if (readTo < row.block - 1)
    return { reason: row.readNext === null ? 'PARAMETER_UNREAD' : 'PARAMETER_CHANGED' }
  const source = `${row.readSource}, heights ${readFrom} to ${readTo}`
  inputs.push({ name: parameter, value, source })
  return { amount }
}

const reporter = ({ vouchedBy }: RecomputedRow) => `reported by ${vouchedBy ?? 'a node'}`

function shown(parts: bigint | null): string | null {
  return parts === null ? null : toDecimal(parts, PLACES)
}

/** A plain decimal in parts of 10^18; undefined for a text that is none. */
function toParts(text: string): bigint | undefined {
  const [, whole, fraction = ''] = /^(\d{1,78})(?:\.(\d{1,18}))?$/.exec(text) ?? []
  return whole === undefined ? undefined : BigInt(whole + fraction.padEnd(PLACES, '0'))
}
