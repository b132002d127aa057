import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FaultKind } from '../../src/gateway/client.ts'
import type { IntegrityOptions } from '../../src/gateway/proof/integrity.ts'
import { LIES, type Lie, otherChain, staleHead } from '../support/mockchain/lies.ts'
import { createRandom } from '../support/mockchain/random.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { digestOf, growChain, readOnce, someTransactions, truthOf } from '../support/mockchain/world.ts'

const BLOCKS = 50
const chain = growChain(BLOCKS + 15, { seed: 7 })
const forked = (height: number, seed: number) => {
  const other = chain.fork(height, seed)
  const random = createRandom(seed)
  while (other.blocks.length < chain.blocks.length) other.mine(someTransactions(random))
  return other
}

/** All thirteen. The last three are about which chain it is. */
const lies: Readonly<Record<string, Lie>> = {
  ...LIES,
  stale_head: staleHead(40),
  old_fork: otherChain(forked(20, 99)),
  invented_header: otherChain(forked(0, 100)),
}
let endpoints: MockEndpoint[]
beforeAll(async () => {
  endpoints = await Promise.all(Array.from({ length: 5 }, () => serveChain(chain)))
})
afterAll(async () => {
  await Promise.all(endpoints.map((each) => each.close()))
})

/** One read of a range by a fresh reader, of `count` endpoints of which the first `liars` tell `lie`. */
function readThrough(
  lie: Lie,
  liars: number,
  count: number,
  integrity: Partial<IntegrityOptions>,
  range = { from: 1, to: BLOCKS },
) {
  const asked = endpoints.slice(0, count)
  for (const [i, { behaviour }] of asked.entries()) behaviour.lie = i < liars ? lie : undefined
  return readOnce(
    asked.map((each) => each.url),
    range,
    integrity,
    300,
  )
}

const truth = digestOf(truthOf(chain, 1, BLOCKS))

test('there are thirteen', () => {
  expect(Object.keys(lies)).toHaveLength(13)
})

describe.each(['full', 'audited'] as const)('policy %s', (policy) => {
  describe.each(Object.entries(lies))('%s', (_name, lie) => {
    test('told by one of three: nothing false gets through, nobody else is accused', async () => {
      const { digest, faults } = await readThrough(lie, 1, 3, { policy })
      expect(digest).toBe(truth)
      const liar = new URL(endpoints[0]?.url ?? '').origin
      expect(new Set(faults.map((fault) => fault.endpoint))).toEqual(new Set(faults.length ? [liar] : []))
    })

    test('told by two of five alike: nothing false gets through', async () => {
      expect((await readThrough(lie, 2, 5, { policy })).digest).toBe(truth)
    })

    test('told about one block only, each of fifty in turn: nothing false gets through', async () => {
      for (let number = 1; number <= BLOCKS; number++) {
        const range = { from: number, to: number }
        const { digest } = await readThrough(lie, 1, 3, { policy }, range)
        expect(digest, `block ${number}`).toBe(digestOf(truthOf(chain, number, number)))
      }
    })
  })
})

describe('told by all', () => {
  const aboutContents = Object.keys(LIES)

  test.each(aboutContents)('full, %s: headers are true, so nothing false gets through', async (name) => {
    const { digest, code } = await readThrough(lies[name] ?? lost(name), 3, 3, { policy: 'full' })
    if (digest !== undefined) expect(digest).toBe(truth)
    else expect(code).toMatch(/^UNAVAILABLE_/)
  })

  test('audited, drawing every block: nothing false gets through', async () => {
    for (const name of ['dropped_one', 'dropped_all', 'altered_data', 'forged']) {
      const { digest, code, faults } = await readThrough(lies[name] ?? lost(name), 3, 3, {
        policy: 'audited',
        auditShare: 1,
      })
      expect(digest, name).toBeUndefined()
      expect(code).toMatch(/^UNAVAILABLE_/)
      expect(faults.length).toBeGreaterThan(0)
    }
  })

  // What the policies do not promise, kept here so that the documentation cannot claim it.
  test('audited, drawing none: a lie that all tell alike is believed', async () => {
    const { digest } = await readThrough(lies.dropped_one ?? lost('dropped_one'), 3, 3, {
      policy: 'audited',
      auditShare: 0,
    })
    expect(digest).toBeDefined()
    expect(digest).not.toBe(truth)
  })

  test('audited, drawing none: a log that the bloom of its block excludes is believed of nobody', async () => {
    const { digest, code, faults } = await readThrough(lies.altered_topic ?? lost('altered_topic'), 3, 3, {
      policy: 'audited',
      auditShare: 0,
    })
    expect(digest).toBeUndefined()
    expect(code).toMatch(/^UNAVAILABLE_/)
    expect(faults.length).toBeGreaterThan(0)
  })

  test('an invented chain that all name is believed: the header source is not honest', async () => {
    const { digest } = await readThrough(lies.invented_header ?? lost('invented_header'), 3, 3, {
      policy: 'full',
    })
    expect(digest).toBeDefined()
    expect(digest).not.toBe(truth)
  })
})

/** Whom everything is asked, hears every lie: then each must be found and named. */
const FOUND: Readonly<Record<string, { full: FaultKind | null; audited: FaultKind | null }>> = {
  dropped_one: { full: 'receipts_root', audited: 'logs_omitted' },
  dropped_all: { full: 'receipts_root', audited: 'logs_omitted' },
  altered_data: { full: 'receipts_root', audited: 'logs_differ' },
  altered_topic: { full: 'receipts_root', audited: 'logs_differ' },
  altered_address: { full: 'receipts_root', audited: 'malformed' },
  forged: { full: 'receipts_root', audited: 'logs_differ' },
  duplicated: { full: 'receipts_root', audited: 'malformed' },
  // Their indexes no longer rise with the transactions.
  reordered: { full: 'receipts_root', audited: 'malformed' },
  wrong_hash: { full: 'header_hash', audited: 'header_hash' },
  wrong_number: { full: 'header_hash', audited: 'header_hash' },
  // Saying less than one knows is not false by itself.
  stale_head: { full: null, audited: null },
  // Asked alone, or where all three must agree, there is no truth to hold another chain against. See below.
  old_fork: { full: null, audited: null },
  invented_header: { full: null, audited: null },
}

describe.each(Object.entries(FOUND))('%s is found', (name, found) => {
  test('under full, by the liar alone', async () => {
    const { faults, digest } = await readThrough(lies[name] ?? lost(name), 1, 1, { policy: 'full' })
    if (found.full === null) return expect(faults).toEqual([])
    expect(digest).toBeUndefined()
    expect(faults[0]).toMatchObject({ kind: found.full })
    expect(faults[0]?.said).not.toBe('')
    expect(faults[0]?.proved).toMatch(/0x[0-9a-f]{64}/)
  })

  test('under audited, when all three are asked', async () => {
    const { faults, digest } = await readThrough(lies[name] ?? lost(name), 1, 3, {
      policy: 'audited',
      quorum: 3,
    })
    if (digest !== undefined) expect(digest).toBe(truth)
    const kinds = faults.map((fault) => fault.kind)
    if (found.audited === null) expect(kinds).toEqual([])
    else expect(kinds).toContain(found.audited)
  })
})

test.each(['old_fork', 'invented_header'])('%s is found when two others agree on another', async (name) => {
  // Heard last, the honest ones decide what was said first.
  for (const { behaviour } of endpoints.slice(1)) behaviour.latencyMs = 20
  const { faults, digest } = await readThrough(lies[name] ?? lost(name), 1, 3, { policy: 'full' })
  for (const { behaviour } of endpoints) behaviour.latencyMs = 0
  expect(digest).toBe(truth)
  expect(faults[0]).toMatchObject({ kind: 'header_refused', block: BLOCKS })
})

function lost(name: string): never {
  throw new Error(`no lie is called ${name}`)
}
