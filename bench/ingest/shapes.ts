import { encodeAbiParameters, encodeEventTopics, type Hex, parseAbiItem } from 'viem'
import {
  type MockBlock,
  MockChain,
  type MockLog,
  type MockTransaction,
} from '../../test/support/mockchain/chain.ts'
import { createRandom, randomHex } from '../../test/support/mockchain/random.ts'

export const CONTRACT = '0x00000000000000000000000000000000000a55a1'
const FOREIGN = '0x00000000000000000000000000000000000f0e16'

/** How a benchmark's chain looks; each is deterministic. */
export interface Shape {
  readonly blocks: number
  /** Every so many blocks hold our logs. */
  readonly every: number
  readonly own: number
  readonly foreign: number
}

export const SHAPES = {
  dense: { blocks: 6000, every: 1, own: 60, foreign: 0 },
  noisy: { blocks: 1500, every: 1, own: 10, foreign: 190 },
  market: { blocks: 2000, every: 1, own: 60, foreign: 0 },
  sparse: { blocks: 400_000, every: 100, own: 5, foreign: 0 },
} as const satisfies Record<string, Shape>
export type ShapeName = keyof typeof SHAPES

/** Events that an indexer of CONTRACT must store. Block 0 is empty. */
export function countEvents({ blocks, every, own }: Shape): number {
  return Math.floor(blocks / every) * own
}

// The four events of bench/peers/events.json, and how many of 20 logs are of each.
const EVENTS = [
  {
    share: 8,
    item: parseAbiItem(
      'event RequestAssigned(bytes32 indexed request, bytes32 indexed node, address indexed requester, bytes32 model, bytes32 inputHash, uint64 deadline)',
    ),
  },
  {
    share: 5,
    item: parseAbiItem(
      'event FeePaid(bytes32 indexed node, address indexed payer, bytes32 indexed request, address payee, address token, uint256 amount)',
    ),
  },
  {
    share: 1,
    item: parseAbiItem(
      'event StakeChanged(bytes32 indexed node, address indexed staker, address token, int256 delta, uint256 total)',
    ),
  },
  {
    share: 6,
    item: parseAbiItem(
      'event RewardPaid(bytes32 indexed node, address indexed payee, address token, uint256 amount, uint64 period, bytes32 reason)',
    ),
  },
]
const SEED = 7
const NODES = 50
const PAYERS = 200
/** Networks are paid in one or two. */
const TOKENS = 2
const LOGS_PER_TRANSACTION = 3

/** Who appears on these chains. */
export function createWorld(random: () => number = createRandom(SEED)): World {
  const pool = (size: number, bytes: number) => Array.from({ length: size }, () => randomHex(random, bytes))
  return { nodes: pool(NODES, 32), payers: pool(PAYERS, 20), tokens: pool(TOKENS, 20) }
}

/**
 * The blocks of a chain of this shape with every hash, bloom and root real, from block 0; those between it and an empty block of
 * number `firstNumber` are left out.
 */
export function* mineChain(shape: Shape, chainId: number, firstNumber = 0): Generator<MockBlock> {
  const random = createRandom(SEED)
  const world = createWorld(random)
  const chain = new MockChain({ chainId, seed: SEED, firstNumber })
  yield* listFirst(chain)
  let n = 0
  for (let number = 1; number <= shape.blocks; number++) {
    const logs: MockLog[] = []
    if (number % shape.every === 0) for (let i = 0; i < shape.own; i++) logs.push(ownLog(n++, random, world))
    for (let i = 0; i < shape.foreign; i++) logs.push(foreignLog(random))
    yield chain.mine(toTransactions(logs))
    chain.forget()
  }
}

/** Block 0, and the one that a chain goes on from where that is another. */
export function* listFirst(chain: MockChain): Generator<MockBlock> {
  const genesis = chain.at(0)
  if (genesis) yield genesis
  if (chain.head !== genesis) yield chain.head
}

export interface World {
  readonly nodes: readonly Hex[]
  readonly payers: readonly Hex[]
  readonly tokens: readonly Hex[]
}

function ownLog(n: number, random: () => number, world: World): MockLog {
  let slot = n % 20
  const { item } = EVENTS.find(({ share }) => {
    slot -= share
    return slot < 0
  }) ??
    EVENTS[0] ?? { item: undefined }
  if (!item) throw new Error('no events')
  const pick = (list: readonly Hex[]) => list[Math.floor(random() * list.length)] ?? '0x'
  const value = (input: { name?: string; type: string }): unknown => {
    if (input.name === 'node') return pick(world.nodes)
    if (input.name === 'token') return pick(world.tokens)
    if (input.type === 'address') return pick(world.payers)
    if (input.type === 'bytes32') return randomHex(random, 32)
    return BigInt(1 + Math.floor(random() * 1e12))
  }
  const args = Object.fromEntries(item.inputs.map((input) => [input.name, value(input)]))
  const topics = encodeEventTopics({ abi: [item], eventName: item.name, args } as never) as Hex[]
  const plain = item.inputs.filter((input) => !('indexed' in input && input.indexed))
  const data = encodeAbiParameters(plain, plain.map((input) => args[input.name ?? '']) as never)
  return { address: CONTRACT, topics, data }
}

function foreignLog(random: () => number): MockLog {
  return {
    address: FOREIGN,
    topics: [randomHex(random, 32), randomHex(random, 32)],
    data: randomHex(random, 64),
  }
}

function toTransactions(logs: readonly MockLog[]): MockTransaction[] {
  const transactions: MockTransaction[] = []
  for (let i = 0; i < logs.length; i += LOGS_PER_TRANSACTION)
    transactions.push({ logs: logs.slice(i, i + LOGS_PER_TRANSACTION) })
  return transactions
}
