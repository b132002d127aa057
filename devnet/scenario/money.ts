import { keccak256 } from '../../src/claim/hash.ts'
import type { Address, Hash32 } from '../../src/claim/hex.ts'
import { HONEST } from '../actors/keys.ts'
import { Choices } from '../actors/random.ts'
import { timeOf } from '../chain/chain.ts'
import type { Call } from '../chain/journal.ts'
import { serves } from './nodes.ts'
import { type Scene, through } from './operators.ts'
import { NEVER, priceOf, requestId, workerOf } from './provers.ts'
import {
  type AccountName,
  call,
  PROVERS,
  paymentAddress,
  proverId,
  WORKING_PROVERS,
  type World,
  word,
  XUSD,
} from './world.ts'

const DAY_BLOCKS = 12
/** In this block the operator of tee-1 pays for its own node's work. */
const PAYS_ITSELF = 12
const SLASHES = { withAmount: 26, withoutAmount: 28 } as const
export const SLASHED = 500n * XUSD

/** Stake, fees, rewards, penalties of this block. */
export async function moveMoney(world: Scene, block: number): Promise<Call[]> {
  if (block === 4) return stakeAll(world)
  if (block < 5) return []
  return [
    ...(await payTeeNodes(world, block)),
    ...payRequests(world, block),
    ...reward(world, block),
    ...penalise(world, block),
  ]
}

function stakeAll(world: World): Call[] {
  const stake = (from: AccountName, node: `0x${string}`, dollars: bigint) =>
    call(world, from, 'AssayWork', 'stake', [node, dollars * XUSD])
  return [
    ...HONEST.map((name) => stake(name, world.keys.tee[name].teeId, 50_000n)),
    ...PROVERS.map((name) => stake(name, proverId(name), 10_000n)),
    stake('delegator', world.keys.tee['tee-2'].teeId, 25_000n),
    stake('delegator', proverId('prover-honest'), 5_000n),
  ]
}

/**
 * Every second block: sessions with TEE nodes are paid to their payment addresses, below a cap. In every fourth block the relayer
 * brings one itself, and the others in one transaction of its account or of the multicall.
 */
async function payTeeNodes(world: Scene, block: number): Promise<Call[]> {
  if (block % 2 === 1 || block < 6) return []
  const choices = new Choices(world.seed, `fees/${block}`)
  const count = choices.integer(2, 4)
  const together = world.operators[block % 8 === 0 ? 'relayer-account' : 'multicall']
  const isTogether = block % 4 === 0
  const payments = Array.from({ length: count }, (_, index) => {
    const payer = choices.pick(['payer-1', 'payer-2'] as const)
    return settle(world, {
      block,
      index,
      payer,
      node: choices.pick(HONEST),
      amount: choices.integer(1_000, 90_000),
      facilitator: isTogether && index > 0 ? together.account() : world.accounts.relayer,
    })
  })
  const [first, second, ...others] = payments as [Call, Call, ...Call[]]
  const calls = isTogether ? [first, await through(world, [together], [second, ...others])] : payments
  const itself = {
    payer: 'tee-1',
    node: 'tee-1',
    amount: 80_000,
    facilitator: world.accounts.relayer,
  } as const
  if (block === PAYS_ITSELF) calls.push(settle(world, { block, index: count, ...itself }))
  return calls
}

interface Payment {
  readonly block: number
  /** Of the payments of one block. */
  readonly index: number
  readonly payer: AccountName
  readonly node: (typeof HONEST)[number]
  /** Base units. */
  readonly amount: number
  readonly facilitator: Address
}

function settle(world: World, { block, index, payer, node, amount, facilitator }: Payment): Call {
  const permitted = { token: world.contracts.SyntheticDollar, amount: 100_000 }
  const permit = { permitted, nonce: block * 100 + index, deadline: timeOf(block) + 3600 }
  const witness = { to: paymentAddress(node), facilitator, validAfter: 0 }
  const args = [permit, amount, world.accounts[payer], witness, '0x']
  return call(world, 'relayer', 'UptoPayment', 'settle', args)
}

/** A request is paid when it is given; the fee of the one that is never delivered goes back. */
function payRequests(world: World, block: number): Call[] {
  const worker = workerOf(block)
  const pay = (node: Hash32) =>
    call(world, 'payer-1', 'AssayWork', 'pay', [node, requestId(block), priceOf(world, block)])
  const calls = worker ? [pay(proverId(worker))] : []
  if (block !== NEVER + 4) return calls
  const args = [proverId('prover-honest'), requestId(NEVER), world.accounts['payer-1'], priceOf(world, NEVER)]
  return [...calls, call(world, 'prover-honest', 'AssayWork', 'refund', args)]
}

/** On the first block of a day, for the day before. */
function reward(world: World, block: number): Call[] {
  if (block % DAY_BLOCKS !== 0) return []
  const period = timeOf(block - DAY_BLOCKS)
  const pay = (node: `0x${string}`, amount: bigint, reason: string) =>
    call(world, 'admin', 'AssayWork', 'reward', [node, amount, period, word(reason)])
  const choices = new Choices(world.seed, `rewards/${block}`)
  const amount = (least: number, most: number) => BigInt(choices.integer(least, most)) * (XUSD / 100n)
  return [
    ...HONEST.filter((name) => serves(name, block)).map((name) =>
      pay(world.keys.tee[name].teeId, amount(900, 1100), 'availability'),
    ),
    ...WORKING_PROVERS.map((name) => pay(proverId(name), amount(400, 600), 'proofs')),
    pay(proverId('runner-honest'), amount(100, 200), 'proofs'),
  ]
}

function penalise(world: World, block: number): Call[] {
  const slash = (name: 'prover-input' | 'runner-cheat', amount: bigint, reason: string) => {
    const evidence = keccak256(Buffer.from(`assay-devnet/evidence/${name}`))
    return call(world, 'admin', 'AssayWork', 'slash', [
      proverId(name),
      world.accounts[name],
      amount,
      word(reason),
      evidence,
    ])
  }
  if (block === SLASHES.withAmount) return [slash('prover-input', SLASHED, 'invalid-proof')]
  if (block === SLASHES.withoutAmount)
    return [
      slash('runner-cheat', 0n, 'wrong-output'),
      call(world, 'admin', 'AssayWork', 'setStatus', [proverId('runner-cheat'), false, word('wrong-output')]),
    ]
  if (block === 32)
    return [call(world, 'delegator', 'AssayWork', 'unstake', [world.keys.tee['tee-2'].teeId, 1_000n * XUSD])]
  if (block === 34)
    return [
      call(world, 'prover-honest', 'AssayWork', 'register', [
        proverId('prover-honest'),
        word('snark-prover'),
        world.accounts['prover-honest'],
        'https://prover-honest-2.devnet.invalid',
      ]),
    ]
  return []
}
