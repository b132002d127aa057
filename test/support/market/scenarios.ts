import type { Hex } from 'viem'
import type { TestMarket } from './contract.ts'
import { MARKET, makeRequest, OFFER, START, type TestRequest } from './requests.ts'

export const CLIENT: Hex = `0x${'c1'.repeat(20)}`
export const P1: Hex = `0x${'b1'.repeat(20)}`
export const P2: Hex = `0x${'b2'.repeat(20)}`

/** Net change of a balance in the market beside deposits; absent: 0. */
interface Truth {
  readonly coin?: Partial<Record<Hex, bigint>>
  readonly pledged?: Partial<Record<Hex, bigint>>
  readonly burned?: bigint
  /** Whose payment is known to be nothing, though they delivered. */
  readonly unpaid?: readonly Hex[]
}

export interface Scenario {
  readonly id: string
  readonly what: string
  readonly truth: Truth
  play(market: TestMarket): void
}

const at = (seconds: number) => START + BigInt(seconds - 100)
const FUNDS = 10_000n
const own = () => makeRequest(CLIENT, 1)
const flat = () => makeRequest(CLIENT, 1, { minPrice: 3000n, maxPrice: 3000n }, 'https://other.example')

function fund(market: TestMarket, coin = FUNDS): void {
  market.deposit(at(0), CLIENT, coin)
  market.pledge(at(0), P1, FUNDS)
  market.pledge(at(0), P2, FUNDS)
}

function locked(market: TestMarket, request: TestRequest = own()): TestRequest {
  fund(market)
  market.lock(at(150), P1, request)
  return request
}

/** The nineteen of facts.md 2.6, each with the truth that is written there. Times are the last digits of 1760000xxx. */
export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'A',
    what: 'the locker delivers at the lock’s deadline',
    truth: { coin: { [P1]: 1500n, [CLIENT]: -1500n } },
    play: (m) => m.deliver(at(700), [{ request: locked(m), prover: P1 }]),
  },
  {
    id: 'B',
    what: 'nobody delivers; slashed one second after the deadline',
    truth: { pledged: { [P1]: -1001n, [MARKET]: 501n }, burned: 500n },
    play: (m) => m.slash(at(1301), P2, locked(m).id),
  },
  {
    id: 'C',
    what: 'another delivers late, and the locker is slashed',
    truth: { pledged: { [P1]: -1001n, [P2]: 501n }, burned: 500n },
    play: (m) => {
      const request = locked(m)
      m.deliver(at(701), [{ request, prover: P2 }])
      m.slash(at(1301), CLIENT, request.id)
    },
  },
  {
    id: 'D',
    what: 'the locker itself delivers late, and is slashed',
    truth: { pledged: { [P1]: -500n }, burned: 500n },
    play: (m) => {
      const request = locked(m)
      m.deliver(at(701), [{ request, prover: P1 }])
      m.slash(at(1301), CLIENT, request.id)
    },
  },
  {
    id: 'E',
    what: 'a stranger delivers first and is not paid, the locker is',
    truth: { coin: { [P1]: 1500n, [CLIENT]: -1500n }, unpaid: [P2] },
    play: (m) => {
      const request = locked(m)
      m.deliver(at(300), [{ request, prover: P2 }])
      m.deliver(at(400), [{ request, prover: P1 }])
    },
  },
  {
    id: 'F',
    what: 'never locked, priced and delivered in one call',
    truth: { coin: { [P2]: 1750n, [CLIENT]: -1750n } },
    play: (m) => {
      fund(m)
      m.deliver(at(175), [{ request: own(), prover: P2 }], { priced: [own()] })
    },
  },
  {
    id: 'G',
    what: 'the same, and the client cannot pay',
    truth: { unpaid: [P2] },
    play: (m) => {
      fund(m, 500n)
      m.deliver(at(175), [{ request: own(), prover: P2 }], { priced: [own()] })
    },
  },
  {
    id: 'H',
    what: 'paid already, delivered again by another',
    truth: { coin: { [P1]: 1500n, [CLIENT]: -1500n }, unpaid: [P2] },
    play: (m) => {
      const request = locked(m)
      m.deliver(at(200), [{ request, prover: P1 }])
      m.deliver(at(250), [{ request, prover: P2 }])
    },
  },
  {
    id: 'I',
    what: 'the locker delivers after everything has expired',
    truth: { coin: { [CLIENT]: -1500n }, pledged: { [P1]: -1001n } },
    play: (m) => m.deliver(at(1301), [{ request: locked(m), prover: P1 }]),
  },
  {
    id: 'J',
    what: 'another request of the same id is paid its own price',
    truth: { coin: { [P2]: 3000n, [CLIENT]: -3000n }, pledged: { [P1]: -1001n, [P2]: 501n }, burned: 500n },
    play: (m) => {
      const request = locked(m)
      const other = { ...flat(), offer: { ...flat().offer, lockTimeout: 1000 } }
      m.deliver(at(710), [{ request: other, prover: P2 }], { priced: [other] })
      m.slash(at(1301), CLIENT, request.id)
    },
  },
  {
    id: 'K',
    what: 'the same, and the client has 500 left',
    truth: { coin: { [P2]: 2000n, [CLIENT]: -2000n }, pledged: { [P1]: -1001n } },
    play: (m) => {
      fund(m)
      m.lock(at(150), P1, own())
      m.withdraw(at(160), CLIENT, FUNDS - 1500n - 500n)
      const other = { ...flat(), offer: { ...flat().offer, lockTimeout: 1000 } }
      m.deliver(at(710), [{ request: other, prover: P2 }], { priced: [other] })
    },
  },
  {
    id: 'L',
    what: 'locked and delivered at the lock’s deadline',
    truth: { coin: { [P1]: 2000n, [CLIENT]: -2000n } },
    play: (m) => {
      fund(m)
      m.lock(at(700), P1, own())
      m.deliver(at(700), [{ request: own(), prover: P1 }])
    },
  },
  {
    id: 'M',
    what: 'another delivers exactly at the deadline',
    truth: { pledged: { [P1]: -1001n, [P2]: 501n }, burned: 500n },
    play: (m) => {
      const request = locked(m)
      m.deliver(at(1300), [{ request, prover: P2 }])
      m.slash(at(1301), CLIENT, request.id)
    },
  },
  {
    id: 'N',
    what: 'locked before the price begins to climb',
    truth: { coin: { [P1]: 1000n, [CLIENT]: -1000n } },
    play: (m) => {
      fund(m)
      m.lock(at(50), P1, own())
      m.deliver(at(200), [{ request: own(), prover: P1 }])
    },
  },
  {
    id: 'O',
    what: 'delivered and withdrawn in one transaction',
    truth: { coin: { [P1]: 1330n, [CLIENT]: -1330n } },
    play: (m) => {
      fund(m)
      m.lock(at(133), P1, own())
      m.deliver(at(200), [{ request: own(), prover: P1 }], { withdraw: true })
    },
  },
  {
    id: 'P',
    what: 'a request is submitted with coin beside it',
    truth: {},
    play: (m) => m.deposit(at(100), CLIENT, 777n, own()),
  },
  {
    id: 'Q',
    what: 'never locked, delivered after the lock’s deadline',
    truth: { unpaid: [P2] },
    play: (m) => {
      fund(m)
      m.deliver(at(750), [{ request: own(), prover: P2 }], { priced: [own()] })
    },
  },
  {
    id: 'R',
    what: 'one batch: a fill that another has locked, and an own one; the other is slashed',
    truth: {
      coin: { [P2]: 1500n, [CLIENT]: -1500n },
      pledged: { [P1]: -1001n, [MARKET]: 501n },
      burned: 500n,
    },
    play: (m) => {
      const request = locked(m)
      const second = makeRequest(CLIENT, 2)
      m.lock(at(150), P2, second)
      m.deliver(at(300), [
        { request, prover: P2 },
        { request: second, prover: P2 },
      ])
      m.slash(at(1301), CLIENT, request.id)
    },
  },
  {
    id: 'S',
    what: 'two locks expire, one is slashed, with a collateral of 1',
    truth: { coin: { [CLIENT]: -2000n }, pledged: { [P1]: -1002n, [MARKET]: 1n } },
    play: (m) => {
      fund(m)
      const small = makeRequest(CLIENT, 1, { lockCollateral: 1n })
      const limbo = makeRequest(CLIENT, 2)
      m.lock(at(150), P1, small)
      m.lock(at(250), P1, limbo)
      m.slash(at(1301), CLIENT, small.id)
    },
  },
]

export const DEADLINE = START + BigInt(OFFER.timeout)
