import {
  type AbiEvent,
  encodeAbiParameters,
  type Hex,
  keccak256,
  parseAbiItem,
  toEventSelector,
  toHex,
} from 'viem'
import { Address } from '../../src/claim/hex.ts'
import { CURRENT, readRequest } from '../../src/indexer/events/boundless/request.ts'
import { Words } from '../../src/indexer/events/boundless/words.ts'
import { makeRequest } from '../../test/support/market/requests.ts'
import {
  type MockBlock,
  MockChain,
  type MockLog,
  type MockTransaction,
} from '../../test/support/mockchain/chain.ts'
import { createRandom, randomHex } from '../../test/support/mockchain/random.ts'
import { listFirst, type Shape } from './shapes.ts'

/** The market of the benchmark's chains, and the token that is pledged at it. */
export const MARKET = '0x00000000000000000000000000000000000b0b1e'
export const PLEDGED = '0x00000000000000000000000000000000000a11ed'
const SEED = 11
const CLIENTS = 200
const PROVERS = 50
/** Blocks from a lock to its delivery; several fills are one transaction. */
const LATER = 3
const FILLS = 5
const SEAL_BYTES = 260
/** A lock, and the two logs of a delivery. */
const LOGS_A_REQUEST = 3

const REQUEST =
  '(uint256 id, ((address addr, uint96 gasLimit) callback, (uint8 predicateType, bytes data) predicate, bytes4 selector) requirements, string imageUrl, (uint8 inputType, bytes data) input, (uint256 minPrice, uint256 maxPrice, uint64 rampUpStart, uint32 rampUpPeriod, uint32 lockTimeout, uint32 timeout, uint256 lockCollateral) offer)'
const FILL =
  '(uint256 id, bytes32 requestDigest, bytes32 claimDigest, uint8 fulfillmentDataType, bytes fulfillmentData, bytes seal)'
const LOCKED = parseAbiItem(
  `event RequestLocked(uint256 indexed requestId, address prover, ${REQUEST} request, bytes clientSignature)`,
)
const FULFILLED = parseAbiItem(
  'event RequestFulfilled(uint256 indexed requestId, address indexed prover, bytes32 requestDigest)',
)
const DELIVERED = parseAbiItem(
  `event ProofDelivered(uint256 indexed requestId, address indexed prover, ${FILL} fulfillment)`,
)
const TOPICS = [LOCKED, FULFILLED, DELIVERED].map((item) => toEventSelector(item)) as [Hex, Hex, Hex]

const word = (value: bigint | Hex) => BigInt(value).toString(16).padStart(64, '0')

interface Ordered {
  readonly id: bigint
  readonly prover: Hex
  readonly digest: Hex
}

/** The blocks of a chain on which every request is locked by somebody and delivered in time, with every hash, bloom and root real. */
export function* mineMarket(
  { blocks, own }: Shape,
  chainId: number,
  firstNumber: number,
): Generator<MockBlock> {
  const random = createRandom(SEED)
  const pool = (size: number) => Array.from({ length: size }, () => randomHex(random, 20))
  const [clients, provers] = [pool(CLIENTS), pool(PROVERS)]
  const chain = new MockChain({ chainId, seed: SEED, firstNumber, blockSeconds: 2 })
  yield* listFirst(chain)
  const templates = makeTemplates(randomHex(random, SEAL_BYTES))
  const waiting: Ordered[][] = []
  let n = 0
  for (let number = 1; number <= blocks; number++) {
    const orders = Array.from({ length: own / LOGS_A_REQUEST }, (): MockTransaction & Ordered => {
      const client = clients[n % CLIENTS] as Hex
      const prover = provers[Math.floor(random() * PROVERS)] as Hex
      const id = (BigInt(client) << 32n) | BigInt(n++)
      const data = templates.locked(id, prover)
      const domain = { chain: chainId, market: Address(MARKET) }
      const { digest } = readRequest(Words.of(data).at(1), CURRENT, domain)
      const log: MockLog = { address: MARKET, topics: [TOPICS[0], `0x${word(id)}`], data }
      return { id, prover, digest, to: MARKET, input: data, logs: [log] }
    })
    waiting.push(orders)
    const due = waiting.length > LATER ? (waiting.shift() ?? []) : []
    const deliveries = Array.from({ length: Math.ceil(due.length / FILLS) }, (_, index) =>
      templates.delivery(due.slice(index * FILLS, (index + 1) * FILLS)),
    )
    yield chain.mine([
      ...orders.map(({ to, input, logs }) => ({ to, input, logs }) as MockTransaction),
      ...deliveries,
    ])
    chain.forget()
  }
}

/** Events that an indexer of the market must store: what is locked in the last blocks is not delivered any more. */
export function countMarketEvents({ blocks, own }: Shape): number {
  const orders = own / LOGS_A_REQUEST
  return blocks * orders + 2 * (blocks - LATER) * orders
}

// Encoded once each: an id, a prover and a digest stand in them as they are.
const [ID, PROVER, DIGEST] = [word(`0x${'1d'.repeat(32)}`), `${'ad'.repeat(20)}`, 'd1'.repeat(32)]

function makeTemplates(seal: Hex) {
  const request = { ...makeRequest(`0x${PROVER}`, 0), id: BigInt(`0x${ID}`) }
  // Offers are open for as long as the chain runs.
  const offer = { ...request.offer, rampUpStart: 1_790_000_000n, lockTimeout: 9_000_000, timeout: 9_900_000 }
  const encode = ({ inputs }: AbiEvent, values: readonly unknown[]) =>
    encodeAbiParameters(inputs.filter(({ indexed }) => !indexed) as never, values as never)
  const locked = encode(LOCKED, [`0x${PROVER}`, { ...request, offer }, `0x${'5e'.repeat(65)}`])
  const fulfillment = {
    id: BigInt(`0x${ID}`),
    requestDigest: `0x${DIGEST}`,
    claimDigest: keccak256(toHex('claim')),
    fulfillmentDataType: 0,
    fulfillmentData: '0x',
    seal,
  }
  const delivered = encode(DELIVERED, [fulfillment])
  const fill = (text: Hex, { id, prover, digest }: Ordered) =>
    text
      .replaceAll(ID, word(id))
      .replaceAll(PROVER, prover.slice(2))
      .replaceAll(DIGEST, digest.slice(2)) as Hex
  return {
    locked: (id: bigint, prover: Hex) => fill(locked, { id, prover, digest: '0x' }),
    delivery(due: readonly Ordered[]): MockTransaction {
      const logs = due.flatMap((order): MockLog[] => {
        const topics: readonly Hex[] = [`0x${word(order.id)}`, `0x${word(order.prover)}`]
        return [
          { address: MARKET, topics: [TOPICS[1], ...topics], data: order.digest },
          { address: MARKET, topics: [TOPICS[2], ...topics], data: fill(delivered, order) },
        ]
      })
      const fills = due.map((order) => fill(delivered, order).slice(2)).join('')
      return { to: MARKET, input: `0x41d3ab69${fills}`, logs }
    },
  }
}
