import { type Address, type Hash32, type Hex, toHex } from '../../claim/hex.ts'
import type { Offer } from '../../market/offer.ts'
import type { MarketStep, Refusal } from '../../market/step.ts'
import type { PoolClient } from '../../platform/database.ts'
import { OWN_COIN } from '../events/abi-words.ts'
import type { Place } from '../place.ts'
import type { FactRows } from './fact-rows.ts'

/** A step of a market, and where it stands. */
export interface StoredStep {
  readonly step: MarketStep
  readonly contract: Address
  readonly token: Hex
  readonly header: { readonly number: number; readonly hash: Hash32; readonly timestamp: number }
  readonly txHash: Hash32
  readonly position: number
}

/** A step as it was decoded; hexadecimal is lower-case. */
interface Told {
  readonly step: string
  /** Unix seconds. */
  readonly at: bigint
  readonly requestId: bigint
  readonly request: string
  readonly account: string
  readonly token: string | null
  readonly amount: bigint
  readonly burned: bigint
  readonly refusal: string | null
  readonly detail: string
  readonly priced: boolean | null
}

interface Row {
  readonly block_number: number
  readonly block_hash: Uint8Array
  readonly at: string
  readonly tx_hash: Uint8Array
  readonly position: number
  readonly contract: Uint8Array
  readonly step: string
  readonly request_id: string | null
  readonly request: Uint8Array | null
  readonly account: Uint8Array | null
  readonly token: Uint8Array | null
  readonly amount: string | null
  readonly burned: string | null
  readonly refusal: string | null
  readonly detail: Uint8Array | null
  readonly priced: boolean | null
}

/** What a market's logs of some blocks say: steps that move money, in order, and offers by the digest of their request. */
export interface MarketLogs {
  readonly steps: readonly StoredStep[]
  readonly offers: ReadonlyMap<string, SeenOffer>
}

/** Blocks whose decoded facts are stored. */
export interface SettledBlocks {
  readonly blocks: { readonly from: number; readonly to: number }
  /** What a market's logs in them say. */
  readonly logs: () => Promise<MarketLogs>
}

/** An offer, and the first block that shows it. */
export interface SeenOffer {
  readonly offer: Offer
  readonly block: number
}

/** Columns of an offer. */
export const OFFER =
  'min_price, max_price, ramp_up_start, ramp_up_period, lock_timeout, timeout, lock_collateral'
/** Of a request; and with those that only move money. */
const OF_REQUESTS = ['locked', 'delivered', 'slashed']
const MOVING = ['deposited', 'withdrawn', ...OF_REQUESTS]
const isOneOf = (steps: readonly string[]) => `s.step in (${steps.map((step) => `'${step}'`).join(', ')})`

/** Offers by the digest of their request, wherever they were seen up to a block. */
export async function readOffers(
  client: Pick<PoolClient, 'query'>,
  { network, chain }: Place,
  to: number,
  requests: readonly Uint8Array[],
): Promise<ReadonlyMap<string, SeenOffer>> {
  const { rows } = await client.query<Record<string, string> & { request: Uint8Array; block_number: number }>(
    `select distinct on (request) request, block_number, ${OFFER} from facts.market_offer
     where network = $1 and chain_id = $2 and block_number <= $3 and request = any($4)
     order by request, block_number`,
    [network, chain, to, requests],
  )
  return new Map(rows.map((row) => [toHex(row.request), { offer: toOffer(row), block: row.block_number }]))
}

/** Which stored logs are read. */
export interface StoredRange {
  readonly from?: number
  readonly to: number
  /** Steps of these requests alone, by contract and id; absent: every one, with those that name no request. */
  readonly of?: { readonly contracts: readonly Uint8Array[]; readonly ids: readonly string[] }
}

/** The stored steps that move money, in order, with the offers of their requests up to the last block. */
export async function readLogs(
  client: Pick<PoolClient, 'query'>,
  place: Place,
  { from = 0, to, of }: StoredRange,
): Promise<MarketLogs> {
  // The ids once more, for the index: a pair that is looked for in a list is no key.
  const only = of
    ? 'and s.request_id = any($6::numeric[]) and (s.contract, s.request_id) in (select * from unnest($5::bytea[], $6::numeric[]))'
    : ''
  const { rows } = await client.query<Row>(
    `select s.block_number, s.block_hash, extract(epoch from s.block_time)::bigint::text as at, s.tx_hash, s.position, s.contract,
       s.step, s.request_id, s.request, s.account, s.token, s.amount, s.burned, s.refusal, s.detail, s.priced
     from facts.market_step s
     where s.network = $1 and s.chain_id = $2 and s.block_number between $3 and $4 and ${isOneOf(of ? OF_REQUESTS : MOVING)} ${only}
     order by s.block_number, s.position`,
    [place.network, place.chain, from, to, ...(of ? [of.contracts, of.ids] : [])],
  )
  const requests = rows.flatMap(({ request }) => (request ? [request] : []))
  const offers = await readOffers(client, place, to, requests)
  return { steps: rows.map((row) => toStored(row, offers)), offers }
}

/** The same of facts that were just decoded. */
export function listLogs(facts: FactRows): MarketLogs {
  const offers = new Map<string, SeenOffer>()
  for (const { row, header } of facts.listKept('market_offer')) {
    const request = lower(row.request)
    // The first block that shows it counts.
    if (!offers.has(request)) offers.set(request, { offer: toOffer(row as never), block: header.number })
  }
  const steps = facts
    .listKept('market_step')
    .filter(({ row }) => MOVING.includes(row.step ?? ''))
    .map(({ row, place, header }): StoredStep => {
      const told: Told = {
        step: row.step ?? '',
        at: BigInt(header.timestamp),
        requestId: row.request_id ?? 0n,
        request: lower(row.request),
        account: lower(row.account),
        token: row.token ? lower(row.token) : null,
        amount: row.amount ?? 0n,
        burned: row.burned ?? 0n,
        refusal: row.refusal,
        detail: lower(row.detail),
        priced: row.priced,
      }
      return {
        step: toStep(told, offers),
        contract: lower(place.contract) as Address,
        token: (told.token ?? OWN_COIN) as Hex,
        header,
        txHash: lower(place.transaction) as Hash32,
        position: place.position,
      }
    })
  return { steps, offers }
}

const lower = (hex: string | null | undefined): string => hex?.toLowerCase() ?? ''

function toStored(row: Row, offers: ReadonlyMap<string, SeenOffer>): StoredStep {
  const { contract, tx_hash, position, block_number, block_hash, at } = row
  const hex = (bytes: Uint8Array | null) => (bytes ? toHex(bytes) : '')
  const told: Told = {
    step: row.step,
    at: BigInt(at),
    requestId: BigInt(row.request_id ?? 0),
    request: hex(row.request),
    account: hex(row.account),
    token: row.token && toHex(row.token),
    amount: BigInt(row.amount ?? 0),
    burned: BigInt(row.burned ?? 0),
    refusal: row.refusal,
    detail: hex(row.detail),
    priced: row.priced,
  }
  return {
    step: toStep(told, offers),
    contract: toHex(contract) as Address,
    token: (told.token ?? OWN_COIN) as Hex,
    header: { number: block_number, hash: toHex(block_hash) as Hash32, timestamp: Number(at) },
    txHash: toHex(tx_hash) as Hash32,
    position,
  }
}

function toStep(told: Told, offers: ReadonlyMap<string, SeenOffer>): MarketStep {
  const { at, request, requestId, account, amount } = told
  switch (told.step) {
    case 'locked': {
      const offer = offers.get(request)?.offer
      // Both facts are of one log.
      if (!offer) throw new RangeError(`no offer of the lock of ${request}`)
      return { step: 'locked', at, requestId, request, prover: account, offer }
    }
    case 'delivered': {
      const refusal = toRefusal(told)
      return { step: 'delivered', at, requestId, request, prover: account, refusal, isPriced: told.priced }
    }
    case 'slashed':
      return { step: 'slashed', at, requestId, burned: told.burned, transferred: amount, recipient: account }
    default: {
      const asset = told.token === OWN_COIN ? 'coin' : 'collateral'
      return { step: told.step as 'deposited' | 'withdrawn', at, asset, account, amount }
    }
  }
}

function toRefusal({ refusal, amount, detail }: Told): Refusal | null {
  switch (refusal) {
    case null:
      return null
    case 'PartialPayment':
      return { name: refusal, paid: amount }
    case 'RequestIsLocked':
    case 'RequestIsFulfilled':
    case 'InsufficientBalance':
      return { name: refusal }
    default:
      return { name: 'unknown', selector: detail ? detail.slice(0, 10) : '0x' }
  }
}

/** An offer of the columns {@link OFFER}. */
export function toOffer(row: Readonly<Record<string, string | number | Uint8Array>>): Offer {
  const number = (column: string) => BigInt(row[column] as string)
  return {
    minPrice: number('min_price'),
    maxPrice: number('max_price'),
    rampUpStart: number('ramp_up_start'),
    rampUpPeriod: number('ramp_up_period'),
    lockTimeout: number('lock_timeout'),
    timeout: number('timeout'),
    lockCollateral: number('lock_collateral'),
  }
}
