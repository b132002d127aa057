import { CodedError } from '../../claim/errors.ts'
import type { Address } from '../../claim/hex.ts'
import { NoAnswer } from '../../gateway/endpoints/rpc.ts'
import type { Hub } from '../../platform/catalogue.ts'
import { shownEndpoint } from '../../platform/log.ts'
import type { Network } from '../../platform/network.ts'
import { COIN } from '../balances/read.ts'
import type { ChainLook } from '../look.ts'
import { findFinalized } from '../store/balances.ts'
import type { ChainRows } from '../store/chain-rows.ts'
import {
  addPayers,
  addTraced,
  countTraced,
  findTracedBehind,
  listDepths,
  type ReadSpan,
  recordTransfers,
  recordTransfersMiss,
  type TracedGroup,
} from '../store/transfers.ts'
import { type ReadTransfer, readTransfers } from './read.ts'

/** Accounts that paid, that funded one that paid, and that funded such a one: three transfers from source to payer. */
const DEEPEST = 2
/** Blocks asked for at once, and what is tried when an endpoint refuses: some bound the range, some the size. */
const SPANS = [1_000, 100, 10, 1]
const ACCOUNTS_AT_ONCE = 100
/** Questions at one look: a long history takes many looks. */
const QUESTIONS = 100
/** Accounts of one chain that are traced at all. */
const MOST_ACCOUNTS = 5_000

/**
 * Reads the transfers of payment tokens to accounts that pay, and to those that funded them, up to the newest finalized and
 * indexed block. Behind hubs, treasuries, faucets and first parties nothing is read: there tracing ends. Returns how many
 * transfers were written.
 */
export async function refreshTransfers(look: ChainLook, hubs: readonly Hub[]): Promise<number> {
  const { pool, network, chain } = look
  const rows = { pool, network: network.name, chain }
  const block = await findFinalized(pool, network.name, chain)
  if (!block) return 0
  const before = (token: Address) =>
    (network.contracts.find((each) => each.chain === chain && each.address === token)?.fromBlock ?? 0) - 1
  const room = MOST_ACCOUNTS - (await countTraced(rows))
  if (room > 0) await addPayers(rows, before, room)
  const tracing = { rows, before, ends: endsOf(network, chain, hubs) }
  let [written, most] = [0, ACCOUNTS_AT_ONCE]
  const aside: TracedGroup[] = []
  for (let asked = 0; asked < QUESTIONS; asked++) {
    const group = await findTracedBehind(rows, block.number, most, aside)
    if (!group) break
    const found = await readSpan(look, group, block.number)
    // Nobody answered: the next look begins where this one ended.
    if (found === 'silent') break
    if (found === 'too many') {
      // One account that receives more in a block than anybody gives does not hold up the others, and is asked for less and less often.
      if (group.accounts.length === 1) {
        aside.push(group)
        await recordTransfersMiss(rows, group)
      }
      most = Math.ceil(group.accounts.length / 2)
      continue
    }
    most = Math.min(ACCOUNTS_AT_ONCE, 2 * most)
    // Senders first: a crash in between reads the span again.
    await addSenders(tracing, group, found.transfers)
    await recordTransfers(rows, group, found)
    written += found.transfers.length
  }
  return written
}

/** What an endpoint gives of a group, or why none does: it is more than they give at once even of one block, or none answers. */
async function readSpan(
  { endpoints, log, signal }: ChainLook,
  { token, accounts, readTo }: TracedGroup,
  upTo: number,
): Promise<ReadSpan | 'silent' | 'too many'> {
  let refused: 'silent' | 'too many' = 'silent'
  for (const span of SPANS)
    for (const endpoint of endpoints) {
      const to = Math.min(readTo + span, upTo)
      try {
        const question = { token, receivers: accounts, from: readTo + 1, to }
        const transfers = await readTransfers(endpoint, question, signal)
        return { transfers, to, endpoint: shownEndpoint(endpoint) }
      } catch (error) {
        if (signal.aborted || !(error instanceof CodedError)) throw error
        log.debug({ code: error.code, token, from: readTo + 1, to }, error.message)
        if (error.cause instanceof NoAnswer && error.cause.meaning === 'too_many') refused = 'too many'
      }
    }
  if (refused === 'silent' || accounts.length === 1)
    log.warn(
      { token, accounts: accounts.length, account: accounts[0], from: readTo + 1, refused },
      'no endpoint gives the transfers to payers; tried again later',
    )
  return refused
}

interface Tracing {
  readonly rows: ChainRows
  /** The block before the first of a token that is read. */
  readonly before: (token: Address) => number
  /** Accounts behind which nothing is read. */
  readonly ends: ReadonlySet<string>
}

async function addSenders(
  { rows, before, ends }: Tracing,
  { token, accounts }: TracedGroup,
  transfers: readonly ReadTransfer[],
): Promise<void> {
  if (transfers.length === 0) return
  const depths = await listDepths(rows, token, accounts)
  const room = MOST_ACCOUNTS - (await countTraced(rows))
  const next = new Map<Address, number>()
  for (const { sender, receiver } of transfers) {
    const depth = (depths.get(receiver) ?? DEEPEST) + 1
    if (depth > DEEPEST || ends.has(sender)) continue
    next.set(sender, Math.min(depth, next.get(sender) ?? depth))
  }
  for (const [sender, depth] of [...next].slice(0, Math.max(0, room)))
    await addTraced(rows, { token, accounts: [sender], depth, readTo: before(token) })
}

/** Where tracing ends: hubs, because what is behind them is everybody's; sources, because they are what is looked for. */
function endsOf(network: Network, chain: number, hubs: readonly Hub[]): ReadonlySet<string> {
  const kinds = new Set(['hub', 'treasury', 'foundation', 'faucet', 'first-party'])
  const labels = network.labels.filter(
    (label) => kinds.has(label.kind) && (label.chain === undefined || label.chain === chain),
  )
  return new Set([
    COIN,
    ...labels.map((label) => String(label.address)),
    ...hubs.filter((hub) => hub.chain === chain).map((hub) => hub.address),
  ])
}
