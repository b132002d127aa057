import type { Hex } from 'viem'
import { clientIn, Reverted, TestMarket, type Way } from './contract.ts'
import { makeRequest, START, type TestRequest } from './requests.ts'

const account = (kind: string, index: number): Hex => `0x${`${kind}${index}`.repeat(20)}`

/** A market that plays itself: a few clients and provers do what comes to their minds, and what the contract refuses never was. */
export function playAtRandom(seed: number, actions = 150): { market: TestMarket; now: bigint } {
  const random = createRandom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const upTo = (n: number) => Math.floor(random() * (n + 1))
  const market = new TestMarket(pick([7500n, 2000n, 5000n]))
  const clients = [0, 1].map((index) => account('c', index))
  const provers = [0, 1, 2].map((index) => account('b', index))
  let now = START - 50n
  const requests: TestRequest[] = []
  for (const each of clients) market.deposit(now, each, BigInt(upTo(40_000)))
  for (const each of provers) market.pledge(now, each, BigInt(upTo(9000)))

  const make = (): TestRequest => {
    const lockTimeout = 1 + upTo(300)
    const minPrice = BigInt(upTo(2000))
    const offer = {
      minPrice,
      maxPrice: minPrice + BigInt(upTo(3000)),
      rampUpStart: now + BigInt(upTo(60) - 30),
      rampUpPeriod: upTo(lockTimeout),
      lockTimeout,
      timeout: lockTimeout + upTo(300),
      lockCollateral: BigInt(pick([0, 1, 999, 1001, upTo(3000)])),
    }
    // A client may sign several requests under one id.
    return makeRequest(pick(clients), upTo(8), offer, `https://image.example/${upTo(1000)}`)
  }
  // Old requests are mostly over, and nobody can do anything with them but slash.
  const known = () => (requests.length ? pick(random() < 0.8 ? requests.slice(-5) : requests) : make())
  const act: readonly (() => void)[] = [
    () => requests.push(make()),
    () => requests.push(make()),
    () => market.lock(now, pick(provers), known()),
    () => market.lock(now, pick(provers), known()),
    () => market.lock(now, pick(provers), known()),
    () => {
      const fills = Array.from({ length: 1 + upTo(2) }, () => ({ request: known(), prover: pick(provers) }))
      const prover = fills[0]?.prover as Hex
      const own = fills.map((fill) => ({ ...fill, prover }))
      const priced = own.map(({ request }) => request).filter(() => random() < 0.8)
      market.deliver(now, own, { priced, way: pick<Way>(['direct', 'nested']), withdraw: random() < 0.2 })
    },
    () => market.deliver(now, [{ request: known(), prover: pick(provers) }]),
    () => market.deliver(now, [{ request: known(), prover: pick(provers) }]),
    () => {
      // Another request under the id of a known one, that pays longer: by then its client may be out of coin.
      const old = known()
      const twin = { ...make(), id: old.id }
      requests.push(twin)
      const offer = { ...twin.offer, rampUpStart: old.offer.rampUpStart, lockTimeout: 900, timeout: 1200 }
      const priced = { ...twin, offer }
      if (random() < 0.5) market.withdraw(now, clientIn(old.id), market.coin.get(clientIn(old.id)) ?? 0n)
      market.deliver(now, [{ request: priced, prover: pick(provers) }], { priced: [priced] })
    },
    () => market.slash(now, pick(provers), known().id),
    () => market.slash(now, pick(provers), known().id),
    () => market.deposit(now, pick(clients), BigInt(upTo(5000)), known()),
    () => market.pledge(now, pick(provers), BigInt(upTo(3000))),
    () => market.withdraw(now, pick([...clients, ...provers]), BigInt(upTo(3000))),
    () => market.unpledge(now, pick(provers), BigInt(upTo(1500))),
    () => market.submit(now, pick(provers), known()),
  ]
  for (let index = 0; index < actions; index++) {
    now += BigInt(upTo(random() < 0.05 ? 400 : 30))
    try {
      pick(act)()
    } catch (error) {
      if (!(error instanceof Reverted)) throw error
    }
  }
  return { market, now }
}

/** mulberry32: small, seeded, good enough to choose what happens next. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
