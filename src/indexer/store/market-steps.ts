import { type Address, type Hash32, type Hex, toHex } from '../../claim/hex.ts'
import type { Offer } from '../../market/offer.ts'
import type { MarketStep, Refusal } from '../../market/step.ts'
import type { PoolClient } from '../../platform/database.ts'
import { OWN_COIN } from '../events/abi-words.ts'
import type { Place } from '../place.ts'

/** A step of a market, and where it stands. */
export interface StoredStep {
  readonly step: MarketStep
  readonly contract: Address
  readonly token: Hex
  readonly header: { readonly number: number; readonly hash: Hash32; readonly timestamp: number }
  readonly txHash: Hash32
  readonly position: number
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

/** An offer, and the first block that shows it. */
export interface SeenOffer {
  readonly offer: Offer
  readonly block: number
}

/** Columns of an offer. */
export const OFFER =
  'min_price, max_price, ramp_up_start, ramp_up_period, lock_timeout, timeout, lock_collateral'
const MONEY = `s.step in ('deposited', 'withdrawn', 'locked', 'delivered', 'slashed')`

/** Offers by the digest of their request, wherever they were seen up to a block. */
async function readOffers(
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

/**
 * The steps that move money, in order, up to a block: those of some requests by contract and id, or with `'all'` every one, with
 * those that name no request.
 */
export async function readSteps(
  client: Pick<PoolClient, 'query'>,
  place: Place,
  to: number,
  touched: 'all' | { readonly contracts: readonly Uint8Array[]; readonly ids: readonly string[] },
): Promise<{ readonly steps: readonly StoredStep[]; readonly offers: ReadonlyMap<string, SeenOffer> }> {
  const only =
    touched === 'all'
      ? ''
      : 'and (s.contract, s.request_id) in (select * from unnest($4::bytea[], $5::numeric[]))'
  const { rows } = await client.query<Row>(
    `select s.block_number, s.block_hash, extract(epoch from s.block_time)::bigint::text as at, s.tx_hash, s.position, s.contract,
       s.step, s.request_id, s.request, s.account, s.token, s.amount, s.burned, s.refusal, s.detail, s.priced
     from facts.market_step s
     where s.network = $1 and s.chain_id = $2 and s.block_number <= $3 and ${MONEY} ${only}
     order by s.block_number, s.position`,
    [place.network, place.chain, to, ...(touched === 'all' ? [] : [touched.contracts, touched.ids])],
  )
  const requests = rows.flatMap(({ request }) => (request ? [request] : []))
  const offers = await readOffers(client, place, to, requests)
  return { steps: rows.map((row) => toStored(row, offers)), offers }
}

function toStored(row: Row, offers: ReadonlyMap<string, SeenOffer>): StoredStep {
  const { contract, tx_hash, position, block_number, block_hash, at } = row
  return {
    step: toStep(row, offers),
    contract: toHex(contract) as Address,
    token: row.token ? toHex(row.token) : OWN_COIN,
    header: { number: block_number, hash: toHex(block_hash) as Hash32, timestamp: Number(at) },
    txHash: toHex(tx_hash) as Hash32,
    position,
  }
}

function toStep(row: Row, offers: ReadonlyMap<string, SeenOffer>): MarketStep {
  const at = BigInt(row.at)
  const request = row.request ? toHex(row.request) : ''
  const requestId = BigInt(row.request_id ?? 0)
  const account = row.account ? toHex(row.account) : ''
  const amount = BigInt(row.amount ?? 0)
  switch (row.step) {
    case 'locked': {
      const offer = offers.get(request)?.offer
      // Both facts are of one log.
      if (!offer) throw new RangeError(`no offer of the lock of ${request}`)
      return { step: 'locked', at, requestId, request, prover: account, offer }
    }
    case 'delivered': {
      const refusal = toRefusal(row)
      return { step: 'delivered', at, requestId, request, prover: account, refusal, isPriced: row.priced }
    }
    case 'slashed':
      return {
        step: 'slashed',
        at,
        requestId,
        burned: BigInt(row.burned ?? 0),
        transferred: amount,
        recipient: account,
      }
    default: {
      const asset = row.token && toHex(row.token) === OWN_COIN ? 'coin' : 'collateral'
      return { step: row.step as 'deposited' | 'withdrawn', at, asset, account, amount }
    }
  }
}

function toRefusal({ refusal, amount, detail }: Row): Refusal | null {
  switch (refusal) {
    case null:
      return null
    case 'PartialPayment':
      return { name: refusal, paid: BigInt(amount ?? 0) }
    case 'RequestIsLocked':
    case 'RequestIsFulfilled':
    case 'InsufficientBalance':
      return { name: refusal }
    default:
      return { name: 'unknown', selector: detail ? toHex(detail).slice(0, 10) : '0x' }
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
