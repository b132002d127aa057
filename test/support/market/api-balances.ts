import { toEventSelector } from 'viem/utils'
import { expect } from 'vitest'
import { callRpc } from '../../../devnet/chain/rpc.ts'
import type { Hex } from '../../../src/claim/hex.ts'
import { COIN } from './requests.ts'

interface Figure {
  readonly value: string
}

/** Answers a question of the API. */
export type AskApi = <T>(query: string) => Promise<T>

interface MarketContracts {
  readonly market: Hex
  readonly collateral: Hex
}

const BALANCE_OF = { coin: '0x70a08231', collateral: '0xb09c980b' }

/** What a market's contract says that an account holds there, of the coin or of the collateral's token. */
export async function askBalance(
  rpcUrl: string,
  { market }: MarketContracts,
  account: string,
  token: string,
): Promise<bigint> {
  const selector = token === COIN ? BALANCE_OF.coin : BALANCE_OF.collateral
  const data = `${selector}${account.slice(2).padStart(64, '0')}`
  return BigInt(await callRpc<Hex>(rpcUrl, 'eth_call', [{ to: market, data }, 'latest']))
}

/** What every account put in less what it took out, by the market's logs as the chain has them; key: account and token. */
export async function sumMoved(
  rpcUrl: string,
  { market, collateral }: MarketContracts,
): Promise<ReadonlyMap<string, bigint>> {
  const moved = new Map<string, bigint>()
  const whole = { address: market, fromBlock: '0x0', toBlock: 'latest' }
  for (const [name, sign, token] of [
    ['Deposit', 1n, COIN],
    ['Withdrawal', -1n, COIN],
    ['CollateralDeposit', 1n, collateral],
    ['CollateralWithdrawal', -1n, collateral],
  ] as const) {
    const topics = [toEventSelector(`event ${name}(address indexed account, uint256 value)`)]
    const logs = await callRpc<{ topics: Hex[]; data: Hex }[]>(rpcUrl, 'eth_getLogs', [{ ...whole, topics }])
    for (const { topics: words, data } of logs) {
      const key = `0x${words[1]?.slice(26)} ${token}`
      moved.set(key, (moved.get(key) ?? 0n) + sign * BigInt(data))
    }
  }
  return moved
}

interface Figures {
  readonly fees: readonly { nodeKey: string; payer: string; amount: Figure }[]
  readonly provers: readonly (Record<'locked' | 'slashable' | 'burned' | 'transferred', Figure> & {
    nodeKey: string
    token: string
  })[]
  readonly received: readonly { payee: string; amount: Figure }[]
  readonly locks: readonly { requester: string; outcome: string; price: Figure; lateBy: string | null }[]
}

const sum = (list: readonly Figure[]) => list.reduce((all, { value }) => all + BigInt(value), 0n)

/**
 * Expects that what the API says of every payer and prover of a network's market comes to what its contract holds for them, to the last
 * unit. Gives what slashes burned, and how many accounts were compared.
 */
export async function expectApiBalances(
  ask: AskApi,
  network: string,
  chain: {
    readonly moved: ReadonlyMap<string, bigint>
    readonly held: (account: string, token: string) => Promise<bigint | undefined>
  },
): Promise<{ readonly burned: bigint; readonly compared: number }> {
  const ofMarket = `where: {network_eq: "${network}"}, limit: 1000`
  const { fees, provers, received, locks } = await ask<Figures>(
    `{ fees(${ofMarket}) { nodeKey payer amount { value } }
       provers: marketProvers(${ofMarket}) { nodeKey token locked { value } slashable { value } burned { value } transferred { value } }
       received: emissions(where: {network_eq: "${network}", reason_eq: "slashed_collateral"}, limit: 1000) { payee amount { value } }
       locks: marketLocks(${ofMarket}) { requester outcome price { value } lateBy } }`,
  )
  const moved = (account: string, token: string) => chain.moved.get(`${account} ${token}`) ?? 0n
  // A lock holds its client's price until it is paid or slashed, or somebody delivers late.
  const holding = locks.filter(
    ({ outcome, lateBy }) => ['open', 'slashable'].includes(outcome) && lateBy === null,
  )
  const accounts = new Set([
    ...fees.flatMap(({ nodeKey, payer }) => [nodeKey, payer]),
    ...locks.map(({ requester }) => requester),
  ])
  for (const account of accounts)
    expect([
      account,
      moved(account, COIN) +
        sum(fees.filter(({ nodeKey }) => nodeKey === account).map(({ amount }) => amount)) -
        sum(fees.filter(({ payer }) => payer === account).map(({ amount }) => amount)) -
        sum(holding.filter(({ requester }) => requester === account).map(({ price }) => price)),
    ]).toEqual([account, await chain.held(account, COIN)])
  for (const { nodeKey, token, locked, slashable, burned, transferred } of provers)
    expect([
      nodeKey,
      moved(nodeKey, token) +
        sum(received.filter(({ payee }) => payee === nodeKey).map(({ amount }) => amount)) -
        sum([locked, slashable, burned, transferred]),
    ]).toEqual([nodeKey, await chain.held(nodeKey, token)])
  return { burned: sum(provers.map(({ burned }) => burned)), compared: accounts.size + provers.length }
}
