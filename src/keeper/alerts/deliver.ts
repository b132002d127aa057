import { createHmac } from 'node:crypto'
import type { Logger } from 'pino'
import { Unavailable } from '../../claim/errors.ts'
import { toHex } from '../../claim/hex.ts'
import type { Pool, PoolClient } from '../../platform/database.ts'
import type { GuardedHttp } from '../../platform/http.ts'
import { inTransaction } from '../../platform/transaction.ts'
import type { AlertReceiver } from './receivers.ts'

const TIMEOUT_MS = 10_000
const FIRST_WAIT_SECONDS = 10
const LONGEST_WAIT_SECONDS = 3600
/** To one receiver in one look, so that neither a long replay nor one that takes its time holds up the next look. */
const AT_ONCE = { alerts: 100, seconds: 30 }

export interface Delivery {
  readonly pool: Pool
  readonly network: string
  readonly http: Pick<GuardedHttp, 'post'>
  readonly log: Logger
  readonly signal: AbortSignal
  /** Unix seconds, for the signature and for how long a look takes. */
  readonly clock: () => number
}

// A receiver that was not known begins at the newest alert; one that asks for a replay goes back, once for each place it asks for.
const KNOWN = `insert into keeper.alert_receiver as r (network, receiver, number, asked_from)
  values ($1, $2, coalesce($3::bigint, (select max(number) from keeper.alert where network = $1), 0), $3)
  on conflict (network, receiver) do update set number = $3, asked_from = $3, tries = 0, next_try_at = now()
    where $3 is not null and r.asked_from is distinct from $3`
// Locked until the receiver answered: of two keepers one delivers, and neither overtakes the other.
const PLACE = `select number, tries from keeper.alert_receiver
  where network = $1 and receiver = $2 and next_try_at <= now() for update skip locked`
const NEXT = `select number::text, rule, subject, class, chain_id, block_number, block_hash, tx_hash, at, says, source, found_at
  from keeper.alert where network = $1 and number > $2 and ($3::text[] is null or rule = any($3)) order by number limit 1`
const TAKEN = `update keeper.alert_receiver set number = $3, tries = 0, next_try_at = now(), failure = null, delivered_at = now()
  where network = $1 and receiver = $2`
const REFUSED = `update keeper.alert_receiver set tries = tries + 1, failure = $3, next_try_at = now() + make_interval(secs => $4)
  where network = $1 and receiver = $2`

interface Place {
  readonly number: string
  readonly tries: number
}

interface AlertRow {
  readonly number: string
  readonly rule: string
  readonly subject: string
  readonly class: string | null
  readonly chain_id: string | null
  readonly block_number: number | null
  readonly block_hash: Uint8Array | null
  readonly tx_hash: Uint8Array | null
  readonly at: Date
  readonly says: string
  readonly source: string
  readonly found_at: Date
}

/** Makes a receiver known, and sets its place back where it asks for a replay. */
export async function recordReceiver(
  pool: Pool,
  network: string,
  { name, after }: AlertReceiver,
): Promise<void> {
  await pool.query(KNOWN, [network, name, after ?? null])
}

/**
 * Sends a receiver what it has not taken yet, one alert after the other, and stops at the first that it does not take: nothing
 * overtakes. Its place moves once it has answered 2xx, so that a kill in between sends the alert again. Returns how many it took.
 */
export async function deliverAlerts(delivery: Delivery, receiver: AlertReceiver): Promise<number> {
  const end = delivery.clock() + AT_ONCE.seconds
  for (let taken = 0; taken < AT_ONCE.alerts; taken++)
    if (
      delivery.signal.aborted ||
      delivery.clock() >= end ||
      !(await inTransaction(delivery.pool, (client) => deliverNext(client, delivery, receiver)))
    )
      return taken
  return AT_ONCE.alerts
}

async function deliverNext(
  client: PoolClient,
  delivery: Delivery,
  receiver: AlertReceiver,
): Promise<boolean> {
  const { network, log } = delivery
  const here = [network, receiver.name]
  const [place] = (await client.query<Place>(PLACE, here)).rows
  if (!place) return false
  const [alert] = (await client.query<AlertRow>(NEXT, [network, place.number, receiver.rules ?? null])).rows
  if (!alert) return false
  const { failure, wait } = await send(delivery, receiver, alert)
  if (failure === null) {
    await client.query(TAKEN, [...here, alert.number])
    return true
  }
  const seconds = Math.max(wait, Math.min(FIRST_WAIT_SECONDS * 2 ** place.tries, LONGEST_WAIT_SECONDS))
  await client.query(REFUSED, [...here, failure, seconds])
  log.warn(
    { receiver: receiver.name, alert: alert.number, failure, seconds },
    'an alert was not taken; it is sent again',
  )
  return false
}

/** Sends one alert. `failure`: why it was not taken, null when it was; `wait`: seconds that the receiver asks for. */
async function send(
  { network, http, signal, clock }: Delivery,
  { url, secret }: AlertReceiver,
  alert: AlertRow,
): Promise<{ readonly failure: string | null; readonly wait: number }> {
  const body = JSON.stringify(toMessage(network, alert))
  const [id, timestamp] = [`${network}:${alert.number}`, String(Math.floor(clock()))]
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signMessage(secret, { id, timestamp, body }),
  }
  try {
    const { status, retryAfter = 0 } = await http.post(
      url,
      { body, headers },
      { timeoutMs: TIMEOUT_MS, signal },
    )
    const isTaken = status >= 200 && status < 300
    return { failure: isTaken ? null : `status ${status}`, wait: Math.min(retryAfter, LONGEST_WAIT_SECONDS) }
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    return { failure: error.code, wait: 0 }
  }
}

/** The signature of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, in base64 behind `v1,`. */
export function signMessage(
  secret: Uint8Array,
  { id, timestamp, body }: { readonly id: string; readonly timestamp: string; readonly body: string },
): string {
  return `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}

function toMessage(network: string, row: AlertRow) {
  return {
    version: 1,
    network,
    number: row.number,
    rule: row.rule,
    subject: row.subject,
    class: row.class,
    chainId: row.chain_id === null ? null : Number(row.chain_id),
    blockNumber: row.block_number,
    blockHash: row.block_hash && toHex(row.block_hash),
    txHash: row.tx_hash && toHex(row.tx_hash),
    at: row.at.toISOString(),
    foundAt: row.found_at.toISOString(),
    says: row.says,
    source: row.source,
  }
}
