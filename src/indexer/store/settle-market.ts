import type { Address, Hash32, Hex } from '../../claim/hex.ts'
import { toBytes, toHex } from '../../claim/hex.ts'
import { Market, type Meaning } from '../../market/rules.ts'
import { clientOf, type DeliveryStep, type SlashStep } from '../../market/step.ts'
import type { PoolClient } from '../../platform/database.ts'
import { OWN_COIN } from '../events/abi-words.ts'
import type { Fact } from '../events/facts.ts'
import type { Place } from '../place.ts'
import type { FactRows } from './fact-rows.ts'
import {
  readLogs,
  readOffers,
  type SettledBlocks,
  type StoredRange,
  type StoredStep,
} from './market-steps.ts'

/**
 * What deliveries and slashes of the blocks meant in money, by the rules of the market: facts of their own, at the place of the log
 * that settled them. They follow from the steps up to their block alone, those before the blocks as they are stored; so it does not
 * matter how blocks were batched, and a reorg takes them away with their blocks.
 */
export async function settleMarket(
  client: PoolClient,
  place: Place,
  { blocks, logs }: SettledBlocks,
  into: FactRows,
): Promise<void> {
  const own = await logs()
  const settled = own.steps.filter(({ step }) => 'requestId' in step)
  if (settled.length === 0) return
  const before = await readLogs(client, place, { to: blocks.from - 1, of: listBegun(settled) })
  const earlier = await readOffers(client, place, blocks.from - 1, listAsked(settled))
  const known = await listKnown(client, place, blocks.from, settled)
  const markets = new Map<Address, Market>()
  let height = 0
  // What a later block shows counts for nothing before it: it may be among these, or among the next.
  const offerOf = (request: string) => {
    const seen = before.offers.get(request) ?? earlier.get(request) ?? own.offers.get(request)
    return seen && seen.block <= height ? seen.offer : undefined
  }
  for (const stored of [...before.steps, ...settled]) {
    height = stored.header.number
    const market = markets.get(stored.contract) ?? new Market(offerOf)
    markets.set(stored.contract, market)
    const meaning = market.apply(stored.step)
    if (stored.header.number < blocks.from) continue
    for (const fact of [
      ...toFirstSight(stored, known),
      ...toFacts(stored, meaning),
      ...toLock(stored, market),
    ])
      into.add(
        fact,
        { contract: stored.contract, phase: 0, position: stored.position, transaction: stored.txHash },
        stored.header,
      )
  }
}

/**
 * Requests by contract and id, each once, that began before these steps: a lock is the first that happens to a request, and takes the
 * place of all before it, so nothing is read of the many that are locked here.
 */
function listBegun(steps: readonly StoredStep[]): NonNullable<StoredRange['of']> {
  const begun = firstOf(steps, ({ step, contract }) =>
    'requestId' in step ? `${contract} ${step.requestId}` : undefined,
  )
  const [contracts, ids]: [Uint8Array[], string[]] = [[], []]
  for (const { step, contract } of begun) {
    if (!('requestId' in step) || step.step === 'locked') continue
    contracts.push(toBytes(contract))
    ids.push(String(step.requestId))
  }
  return { contracts, ids }
}

/** Digests of requests, each once, whose offer may have been shown before: that of a lock stands in its own log. */
function listAsked(steps: readonly StoredStep[]): Uint8Array[] {
  const asked = firstOf(steps, ({ step }) => ('request' in step ? step.request : undefined))
  return asked.flatMap(({ step }) =>
    'request' in step && step.step !== 'locked' ? [toBytes(step.request as Hash32)] : [],
  )
}

/** The first step of each key. */
function firstOf(
  steps: readonly StoredStep[],
  keyOf: (step: StoredStep) => string | undefined,
): readonly StoredStep[] {
  const first = new Map<string, StoredStep>()
  for (const step of steps) {
    const key = keyOf(step)
    if (key !== undefined && !first.has(key)) first.set(key, step)
  }
  return [...first.values()]
}

/** Provers that earlier blocks have shown already. */
async function listKnown(
  client: PoolClient,
  { network, chain }: Place,
  from: number,
  steps: readonly StoredStep[],
): Promise<Set<string>> {
  const provers = new Set(steps.flatMap(({ step }) => ('prover' in step ? [step.prover] : [])))
  const { rows } = await client.query<{ node: Uint8Array }>(
    `select distinct node from facts.node_registered
     where network = $1 and chain_id = $2 and block_number < $3 and node = any($4)`,
    [network, chain, from, [...provers].map(toBytes)],
  )
  return new Set(rows.map(({ node }) => toHex(node)))
}

/** A prover registers nowhere: it is a node of the network from the first request on that it locks or delivers. */
function toFirstSight({ step }: StoredStep, known: Set<string>): Fact[] {
  if (!('prover' in step) || known.has(step.prover)) return []
  known.add(step.prover)
  const prover = step.prover as Address
  const none = { endpoint: null, tee_type: null, signing_key: null, tls_certificate: null, attestation: null }
  return [
    {
      kind: 'node_registered',
      row: {
        node: prover,
        role: 'snark-prover',
        owner: prover,
        payment_address: prover,
        measurement: null,
        ...none,
      },
    },
  ]
}

/** A lock, at the price and with the deadlines that it has. */
function toLock({ step, token }: StoredStep, market: Market): Fact[] {
  const lock = step.step === 'locked' ? market.locks.get(step.requestId) : undefined
  if (!lock) return []
  const { request, requestId, prover, client, price, collateral, lockDeadline, deadline } = lock
  return [
    {
      kind: 'market_lock',
      row: {
        request: request as Hash32,
        request_id: requestId,
        node: prover as Address,
        requester: client as Address,
        price,
        coin: OWN_COIN,
        collateral,
        token,
        lock_deadline: lockDeadline,
        deadline,
      },
    },
  ]
}

function toFacts(stored: StoredStep, meaning: Meaning): Fact[] {
  if (stored.step.step === 'delivered') return toPayment(stored.step, meaning)
  return stored.step.step === 'slashed' ? toSlash(stored, stored.step, meaning) : []
}

function toPayment({ request, requestId, prover }: DeliveryStep, { payment }: Meaning): Fact[] {
  if (!payment) return []
  const { amount, by, state, reason } = payment
  const [node, requester] = [prover as Address, clientOf(requestId) as Address]
  const row = { request: request as Hash32, request_id: requestId, node, requester, state }
  return toPaid({ ...row, amount, paid_by: by, reason })
}

type Paid = Extract<Fact, { kind: 'market_payment' }>['row']

/** What a delivery was paid, and the fee that it is where it is something. */
export function toPaid(row: Omit<Paid, 'token'>): Fact[] {
  const paid: Fact = { kind: 'market_payment', row: { ...row, token: OWN_COIN } }
  const { node, requester, request, amount } = row
  if (!amount) return [paid]
  const fee = { node, payer: requester, payee: node, token: OWN_COIN, amount, request }
  return [paid, { kind: 'fee', row: { ...fee, attribution: 'explicit', refund: false, cap: null } }]
}

/** The locker's loss, where it is known who that was, and what somebody else got of it. */
function toSlash(
  { contract, token }: StoredStep,
  { burned, transferred, recipient }: SlashStep,
  { slashed }: Meaning,
): Fact[] {
  const facts: Fact[] = []
  if (slashed) {
    const node = slashed.prover as Hex
    const row = { node, kind: 'slash', staker: node, token, amount: burned + transferred, evidence: null }
    const reason = slashed.paid === 'late' ? 'delivered_late' : 'undelivered'
    facts.push({ kind: 'penalty', row: { ...row, reason } })
  }
  // What falls to the market itself is its treasury's.
  if (recipient === contract || transferred === 0n) return facts
  const [node, amount] = [recipient as Hex, transferred]
  return [
    ...facts,
    {
      kind: 'emission',
      row: { node, payee: node, token, amount, period: null, reason: 'slashed_collateral' },
    },
    { kind: 'stake_change', row: { node, staker: node, token, delta: amount, total: null } },
  ]
}
