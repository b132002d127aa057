import { encodeBlockRecords, nextDigest, seedDigest } from '../../../src/claim/digest.ts'
import { Address, Hash32, type Hex } from '../../../src/claim/hex.ts'
import type { RawBlock } from '../../../src/claim/raw.ts'
import type { BlockRange, LogFilter, ProviderFault } from '../../../src/gateway/client.ts'
import type { GatewayOptions } from '../../../src/gateway/endpoints/ask.ts'
import type { IntegrityOptions } from '../../../src/gateway/proof/integrity.ts'
import { GatewayReader } from '../../../src/gateway/reader.ts'
import { type Json, MockChain, type MockChainOptions, type MockTransaction } from './chain.ts'
import { createRandom, randomHex } from './random.ts'

export const OURS = Address(`0x${'11'.repeat(20)}`)
const OURS_TOO = Address(`0x${'12'.repeat(20)}`)
const FOREIGN = Address(`0x${'99'.repeat(20)}`)
const TOPICS = [1, 2, 3].map((n) => Hash32(`0x${`0${n}`.repeat(32)}`))

export const FILTERS: readonly LogFilter[] = [
  { addresses: [OURS, OURS_TOO], topics: [], callsOf: TOPICS.slice(0, 1) },
]

/** The same logs, asked for in two questions. */
export const FILTERS_APART: readonly LogFilter[] = FILTERS.flatMap(({ addresses, ...filter }) =>
  addresses.map((address) => ({ ...filter, addresses: [address] })),
)

/** Ours by one topic, and of all others what stands in the same transactions. */
export const FILTERS_BESIDE: readonly LogFilter[] = [
  { addresses: [OURS], topics: [TOPICS.slice(0, 1)], callsOf: TOPICS.slice(0, 1) },
  {
    addresses: [FOREIGN],
    topics: [],
    callsOf: [],
    beside: { addresses: [OURS], topics: [TOPICS.slice(0, 1)] },
  },
]

/** The logs that those filters ask for. */
export function areBeside(log: Json, block: readonly Json[]): boolean {
  const isOurs = (each: Json) => each.address === OURS && (each.topics as Hex[])[0] === TOPICS[0]
  const isBeside = (each: Json) => isOurs(each) && each.transactionIndex === log.transactionIndex
  return isOurs(log) || (log.address === FOREIGN && block.some(isBeside))
}

const isOurs = (log: Json) => log.address === OURS || log.address === OURS_TOO

/** What one block of the test chains holds: some logs of ours, some of strangers, some blocks with none. */
export function someTransactions(random: () => number): MockTransaction[] {
  if (random() < 0.2) return []
  return Array.from({ length: 1 + Math.floor(random() * 4) }, () => ({
    input: randomHex(random, 36),
    logs: Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
      address: random() < 0.6 ? (random() < 0.5 ? OURS : OURS_TOO) : FOREIGN,
      topics: [TOPICS[Math.floor(random() * TOPICS.length)] ?? FOREIGN, randomHex(random, 32)],
      data: randomHex(random, 8 + Math.floor(random() * 40)),
    })),
  }))
}

export function growChain(blocks: number, options: MockChainOptions = {}): MockChain {
  const chain = new MockChain(options)
  const random = createRandom((options.seed ?? 1) + 1000)
  for (let i = 0; i < blocks; i++) chain.mine(someTransactions(random))
  return chain
}

export function createReader(
  urls: readonly string[],
  integrity: Partial<IntegrityOptions> = {},
  transport: Partial<GatewayOptions> = {},
  signal: AbortSignal = new AbortController().signal,
): GatewayReader {
  return new GatewayReader(
    {
      endpoints: urls.map((url) => ({ url, maxConcurrency: 16, batchSize: 50, maxBodyBytes: 64 << 20 })),
      timeoutMs: 2_000,
      patienceMs: 8_000,
      ...transport,
    },
    {
      chainId: 31_337,
      family: 'ethereum',
      policy: 'full',
      quorum: 1,
      auditShare: 0.05,
      finality: { tag: 'finalized' },
      pollMs: 100,
      ...integrity,
    },
    signal,
  )
}

interface Reading {
  readonly digest: Hash32 | undefined
  readonly code: string | undefined
  readonly faults: readonly ProviderFault[]
}

/** One read of a range by a fresh reader: what it gave, or the code that it failed with, and whom it accused. */
export async function readOnce(
  urls: readonly string[],
  range: BlockRange,
  integrity: Partial<IntegrityOptions>,
  waitMs: number,
  filters: readonly LogFilter[] = FILTERS,
): Promise<Reading> {
  const reader = createReader(urls, integrity, { patienceMs: waitMs, timeoutMs: waitMs })
  const faults: ProviderFault[] = []
  reader.onFault((fault) => faults.push(fault))
  try {
    const { blocks } = await reader.logs(range, filters)
    return { digest: digestOf(blocks), code: undefined, faults }
  } catch (error) {
    return { digest: undefined, code: (error as { code?: string }).code, faults }
  } finally {
    await reader.close()
  }
}

/** What is ours on the honest chain, read from the chain itself and not through any code that is tested. */
export function truthOf(
  chain: MockChain,
  from: number,
  to: number,
  ours: (log: Json, block: readonly Json[]) => boolean = isOurs,
): RawBlock[] {
  return chain.blocks.slice(from, to + 1).flatMap((block) => {
    const logs = block.logs.filter((log) => ours(log, block.logs))
    if (!logs.length) return []
    const indexes = [...new Set(logs.map((log) => Number(log.transactionIndex)))]
    return {
      header: {
        number: block.number,
        hash: Hash32(block.hash),
        parentHash: Hash32(String(block.header.parentHash)),
        timestamp: Number(block.header.timestamp),
        encoded: null,
      },
      logs: logs.map((log) => ({
        address: Address(String(log.address)),
        topics: log.topics as Hash32[],
        data: log.data as Hex,
        transactionIndex: Number(log.transactionIndex),
        logIndex: Number(log.logIndex),
      })),
      transactions: indexes.map((index) => {
        const tx = block.transactions[index] ?? {}
        const asked = logs.some(
          (log) => Number(log.transactionIndex) === index && (log.topics as Hex[])[0] === TOPICS[0],
        )
        const call = { to: Address(String(tx.to)), input: tx.input as Hex }
        return { index, hash: Hash32(String(tx.hash)), call: asked ? call : null }
      }),
    }
  })
}

/** One hash over everything that was delivered. */
export function digestOf(blocks: readonly RawBlock[]): Hash32 {
  return blocks.reduce(
    (digest, block) => nextDigest(digest, block.header.hash, encodeBlockRecords(block)),
    seedDigest(31_337, Hash32(`0x${'00'.repeat(32)}`)),
  )
}
