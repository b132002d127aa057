import { Choices } from '../actors/random.ts'
import { timeOf } from '../chain/chain.ts'
import { CLIENTS, clientOf, oneTimeClientOf } from './clients.ts'
import type { ReceiptName } from './receipt.ts'
import type { Offer } from './request.ts'
import { PROVERS, type ProverName, XZKC } from './world.ts'

/** What becomes of a request. The letters are scenarios of docs/methodology/market.md. */
const FATES = [
  /** A: its locker delivers in time. */
  ['in-time', 34],
  /** O: the same, and takes its coin at once. */
  ['withdrawn', 6],
  /** E: another delivers first and is not paid, then its locker is. */
  ['stranger-first', 6],
  /** B: nobody delivers, and somebody calls for the slash. */
  ['undelivered', 8],
  /** S: nobody delivers, and nobody calls for the slash. */
  ['unslashed', 4],
  /** C: another delivers late, and the locker is slashed. */
  ['late-other', 6],
  /** D: the locker itself delivers late. */
  ['late-self', 5],
  /** F: never locked, its request stands in the call; `nested`: inside another contract's. */
  ['unlocked', 10],
  ['nested', 6],
  /** G: never locked, and the client has no coin. */
  ['poor', 4],
  /** J: another request of the same id is delivered once the lock has run out. */
  ['twin', 4],
  /** K: the same, and the client has little left. */
  ['partial', 3],
  /** I: delivered after everything. */
  ['expired', 4],
] as const
type Fate = (typeof FATES)[number][0]

/** How a delivered proof is wrong. `none`: it is not. */
type Cheat = 'none' | 'fake-seal' | 'other-claim' | 'other-program'

/** One request of this world, as its seed decides it. */
export interface Order {
  readonly number: number
  /** The block at whose time the price begins to climb. */
  readonly block: number
  readonly fate: Fate
  readonly locker: ProverName
  readonly other: ProverName
  /** Blocks after the order's until it is delivered in time. */
  readonly after: number
  readonly offer: Offer
  readonly receipt: ReceiptName
  readonly cheat: Cheat
  readonly isSubmitted: boolean
}

/** Blocks until a lock runs out, and until everything is over. */
export const LOCKED_FOR = 4
export const OPEN_FOR = 8
const BLOCK = timeOf(1) - timeOf(0)
const EACH_BLOCK = 3
const GWEI = 10n ** 9n
/** From this block on nobody proves with the version that is stopped. */
export const LAST_OF_STOPPED = 20

/** The requests that begin in a block. */
export function listOrders(seed: number, block: number): Order[] {
  return Array.from({ length: EACH_BLOCK }, (_, index) => toOrder(seed, block, index))
}

function toOrder(seed: number, block: number, index: number): Order {
  const choices = new Choices(seed, `order ${block}/${index}`)
  const fate = pickFate(choices)
  const locker = choices.pick(PROVERS)
  const receipt = pickReceipt(choices, block)
  const minPrice = BigInt(choices.integer(1, 400_000)) * GWEI
  return {
    number: block * EACH_BLOCK + index,
    block,
    fate,
    locker,
    other: choices.pick(PROVERS.filter((name) => name !== locker)),
    after: choices.integer(2, LOCKED_FOR),
    offer: {
      minPrice,
      maxPrice: minPrice + BigInt(choices.integer(0, 600_000)) * GWEI,
      rampUpStart: BigInt(timeOf(block)),
      rampUpPeriod: choices.integer(0, LOCKED_FOR) * BLOCK,
      lockTimeout: LOCKED_FOR * BLOCK,
      timeout: OPEN_FOR * BLOCK,
      // One unit is an odd sum, and none is allowed.
      lockCollateral: BigInt(choices.integer(0, 100)) * XZKC + BigInt(choices.integer(0, 1)),
    },
    receipt,
    // What the others prove can be told wrong in no way of its own.
    cheat: receipt.startsWith('groth16') ? choices.pick(CHEATS) : 'none',
    isSubmitted: choices.chance(30),
  }
}

const CHEATS: readonly Cheat[] = [
  ...Array<Cheat>(27).fill('none'),
  'fake-seal',
  'other-claim',
  'other-program',
]

function pickFate(choices: Choices): Fate {
  let left = choices.integer(0, 99)
  for (const [fate, share] of FATES) {
    left -= share
    if (left < 0) return fate
  }
  return 'in-time'
}

function pickReceipt(choices: Choices, block: number): ReceiptName {
  const rest = ['groth16-1.2.0', 'set-inclusion-0.9.0', 'blake3-groth16-0.0.1'] as const
  const stopped = block <= LAST_OF_STOPPED ? (['groth16-2.2.0'] as const) : []
  return choices.chance(50) ? 'groth16-3.0.0' : choices.pick([...rest, ...stopped])
}

/** Whose request it is. */
export function clientFor({ fate, number }: Order) {
  return fate === 'poor' || fate === 'partial' ? oneTimeClientOf(number) : clientOf(number % CLIENTS)
}
