import { getContractAddress } from 'viem/utils'
import { Address, type Hex } from '../../src/claim/hex.ts'
import {
  accountOf,
  type Before,
  constructing,
  delegated,
  multicall,
  type Operator,
  ordered,
  type Step,
  safe,
  safeBatch,
} from '../actors/accounts.ts'
import type { Call } from '../chain/journal.ts'
import { callRpc } from '../chain/rpc.ts'
import { ACCOUNTS, type AccountContract, type AccountName, call, type World, word } from './world.ts'

/** Transactions of an account before it makes a contract in block 3: its allowance in block 2. */
const SENT_BEFORE = 1n

/** Ways through contracts by name; what is not here, the actors send themselves. */
export type OperatorName =
  | 'tee-2'
  | 'tee-3'
  | 'tee-4'
  | 'tee-5'
  | 'silent'
  | 'multicall'
  | 'relayer-safe'
  | 'relayer-account'

/** The world as of one block, with what is sent through contracts in it: an account counts its orders, also within a block. */
export interface Scene extends World {
  readonly operators: Readonly<Record<OperatorName, Operator>>
}

/** What account contracts are made with, in the order of deployment. */
export function accountArguments({ accounts, accountContracts: at }: World) {
  return {
    MultiSend: ['MultiSend', []],
    EntryPoint: ['EntryPoint', []],
    Multicall: ['Multicall', []],
    'safe of tee-2': ['SafeAccount', [accounts['tee-2']]],
    'account of tee-3': ['SmartAccount', [at.EntryPoint, accounts['tee-3']]],
    'safe of tee-5': ['SafeAccount', [accounts['tee-5']]],
    'safe of the relayer': ['SafeAccount', [accounts.relayer]],
    'account of the relayer': ['SmartAccount', [at.EntryPoint, accounts.relayer]],
  } satisfies Record<AccountContract, readonly [string, readonly unknown[]]>
}

/** Accounts that register nodes and have no key of their own: the registry lets operators register alone. */
export function listOperatorAccounts(world: World): readonly Address[] {
  const { accountContracts: at } = world
  return [at['safe of tee-2'], at['account of tee-3'], at['safe of tee-5'], at.Multicall, creationOf(world)]
}

/** What the constructor that registers `silent` makes. */
function creationOf({ accounts }: World): Address {
  return Address(getContractAddress({ from: accounts.silent, nonce: SENT_BEFORE }))
}

/**
 * The ways through contracts, as of the chain's head: how many orders an account gave before is asked of the chain, so that a
 * world that was stopped goes on.
 */
export function readOperators(world: World): Scene['operators'] {
  const { encoder, accountContracts: at, accounts } = world
  const key = (name: AccountName) => accountOf(ACCOUNTS.indexOf(name))
  const orders = (account: AccountContract) => asker(world, at[account], 'SafeAccount', 'nonce')
  const operations = (account: AccountContract) =>
    asker(world, at.EntryPoint, 'EntryPoint', 'nonces', at[account])
  const nobody = call(world, 'admin', 'TEERegistry', 'disableTEE', [word('nobody')])
  return {
    'tee-2': safe(encoder, at['safe of tee-2'], key('tee-2'), orders('safe of tee-2')),
    'tee-3': ordered(
      encoder,
      at.EntryPoint,
      at['account of tee-3'],
      key('tee-3'),
      operations('account of tee-3'),
    ),
    'tee-4': delegated(encoder, at['account of tee-3'], key('tee-4'), () => findUndelegated(world, 'tee-4')),
    'tee-5': safeBatch(encoder, at['safe of tee-5'], key('tee-5'), at.MultiSend, orders('safe of tee-5')),
    silent: constructing(encoder, accounts.silent, SENT_BEFORE),
    multicall: multicall(encoder, at.Multicall, nobody),
    'relayer-safe': safe(encoder, at['safe of the relayer'], key('relayer'), orders('safe of the relayer')),
    'relayer-account': ordered(
      encoder,
      at.EntryPoint,
      at['account of the relayer'],
      key('relayer'),
      operations('account of the relayer'),
    ),
  }
}

/**
 * One transaction that makes these calls through operators, the outermost first. The relayer brings what anybody may bring.
 */
export async function through(
  world: World,
  path: readonly [Operator, ...Operator[]],
  calls: readonly [Step & Pick<Call, 'what'>, ...(Step & Pick<Call, 'what'>)[]],
): Promise<Call> {
  const [first, ...outer] = path.toReversed() as [Operator, ...Operator[]]
  let step = await first.wrap(...calls)
  for (const each of outer) step = await each.wrap(step)
  const from = path[0].sender ?? world.accounts.relayer
  return { from, ...step, what: `through contracts: ${calls.map(({ what }) => what).join(', ')}` }
}

/** What a view counts, at the head. */
function asker(
  world: World,
  to: Address,
  contract: string,
  view: string,
  ...args: readonly unknown[]
): Before {
  return async () => {
    const data = world.encoder.call(contract, view, args)
    const answer = await callRpc<Hex>(world.rpcUrl, 'eth_call', [{ to, data }, 'latest'])
    return world.encoder.result(contract, view, answer) as bigint
  }
}

/** How many transactions an account sent that has not taken a contract's code; undefined for one that has. */
async function findUndelegated({ rpcUrl, accounts }: World, name: AccountName): Promise<bigint | undefined> {
  const code = await callRpc<Hex>(rpcUrl, 'eth_getCode', [accounts[name], 'latest'])
  if (code !== '0x') return undefined
  return BigInt(await callRpc<Hex>(rpcUrl, 'eth_getTransactionCount', [accounts[name], 'latest']))
}
