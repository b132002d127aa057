import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CometBehaviour } from '../../devnet/validators/answers.ts'
import { WORK } from '../../devnet/validators/contract.ts'
import { Validators } from '../../devnet/validators/world.ts'
import type { ProviderFault } from '../../src/gateway/client.ts'
import { openReader } from '../../src/gateway/open.ts'
import type { GatewayReader } from '../../src/gateway/reader.ts'
import type { NetworkChain } from '../../src/platform/network.ts'

// What the Ethereum RPC of a Cosmos chain says, proved by the consensus of the same blocks.
const BLOCKS = 12
const FILTERS = [{ addresses: [WORK], topics: [], callsOf: 'all' as const }]
const RANGE = { from: 0, to: BLOCKS - 1 }
const CHAIN: NetworkChain = {
  id: 31_338,
  name: 'validators',
  class: 'devnet',
  family: 'cometbft',
  finality: { depth: 0 },
  integrity: { policy: 'full', quorum: 1, auditShare: 0.5 },
  endpoints: [],
}

let folder: string
let validators: Validators
let behaviour: CometBehaviour
let reader: GatewayReader
let stop: AbortController
let faults: ProviderFault[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comet-evm-'))
  behaviour = {}
  validators = await Validators.open({
    folder,
    port: 0,
    timeOf: (height) => 1_767_225_600 + 7200 * height,
    behaviour,
  })
  await validators.mineTo(BLOCKS)
  stop = new AbortController()
  faults = []
  reader = open({})
})

afterEach(async () => {
  stop.abort()
  await reader.close()
  await validators.close()
  await rm(folder, { recursive: true, force: true })
})

function open(integrity: object, consensus = [validators.url]): GatewayReader {
  const chain = { ...CHAIN, integrity: { ...CHAIN.integrity, ...integrity } }
  const opened = openReader(chain, [validators.url], stop.signal, {
    patienceMs: 300,
    timeoutMs: 2000,
    consensus,
  })
  opened.onFault((fault) => faults.push(fault))
  return opened
}

// biome-ignore lint/suspicious/noExplicitAny: answers are changed as a test likes
type Change = (answer: any) => void
function alter(wanted: string, change: Change, at?: number): void {
  behaviour.alter = (method, [height], answer) => {
    if (method !== wanted || (at !== undefined && height !== String(at))) return undefined
    change(answer)
    return answer
  }
}

describe('a range of blocks', () => {
  test('is proved in full, with its logs and what was called', async () => {
    const { blocks, proof, last, parentHash } = await reader.logs(RANGE, FILTERS)
    expect([proof, last.number, parentHash]).toEqual(['full', BLOCKS - 1, `0x${'00'.repeat(32)}`])
    expect(blocks.map(({ header }) => header.number)).toEqual([3, 4, 6, 8, 10])
    expect(blocks.map(({ logs }) => logs.length)).toEqual([1, 2, 2, 2, 2])
    expect(blocks[1]?.logs.map(({ logIndex, transactionIndex }) => [transactionIndex, logIndex])).toEqual([
      [0, 0],
      [1, 1],
    ])
    expect(blocks[1]?.transactions.map(({ index, call }) => [index, call])).toEqual([
      [0, { to: WORK, input: '0x02' }],
      [1, { to: WORK, input: '0x02' }],
    ])
    expect(faults).toEqual([])
  })

  test('needs no logs of the Ethereum RPC: what it leaves out or invents is not read', async () => {
    const { blocks } = await reader.logs(RANGE, FILTERS)
    behaviour.alter = (method) => (method === 'eth_getLogs' ? [] : undefined)
    expect((await reader.logs(RANGE, FILTERS)).blocks).toEqual(blocks)
  })

  test('ends below the newest block, which nothing proves yet', async () => {
    expect((await reader.head()).number).toBe(BLOCKS - 1)
    expect((await reader.finalized()).number).toBe(BLOCKS - 1)
  })

  test('is unproved without its consensus, whose endpoints nobody gave', async () => {
    await reader.close()
    reader = open({}, [])
    expect((await reader.head()).number).toBe(BLOCKS)
    expect((await reader.logs(RANGE, FILTERS)).proof).toBe('unproved')
  })
})

describe('a lie is found, told, and nothing is taken', () => {
  test.each<[string, string, Change, number | undefined]>([
    ['results_hash', 'block_results', (it) => (it.txs_results[0].gas_used = '1'), 6],
    [
      'results_hash',
      'block_results',
      (it) => {
        // A log that is left out of the data of a result.
        it.txs_results[0].data = ''
      },
      6,
    ],
    ['header_hash', 'block', (it) => (it.block.header.time = '2026-01-01T00:00:01Z'), 6],
    ['block_contents', 'block', (it) => (it.block.data.txs = []), 6],
    [
      'header_refused',
      'eth_getBlockByNumber',
      (it) => {
        // The Ethereum RPC is of another chain than the consensus from here on.
        if (Number(it.number) === BLOCKS - 1) it.hash = `0x${'ab'.repeat(32)}`
      },
      undefined,
    ],
  ])('%s: %s', async (kind, method, change, at) => {
    alter(method, change, at)
    await expect(reader.logs(RANGE, FILTERS)).rejects.toThrow()
    expect(faults.map((each) => each.kind)).toContain(kind)
  })

  test('of a transaction that the consensus has, the input is proved by its hash', async () => {
    alter('eth_getBlockByHash', (it) => {
      for (const each of it.transactions) each.input = '0xbad0'
    })
    await expect(reader.logs(RANGE, FILTERS)).rejects.toThrow()
    expect(faults.map(({ kind }) => kind)).toContain('transactions_root')
  })

  test('a time and a parent that the Ethereum RPC invents are those of the consensus', async () => {
    const { blocks } = await reader.logs(RANGE, FILTERS)
    alter('eth_getBlockByNumber', (it) => (it.timestamp = '0x1'))
    expect((await reader.logs(RANGE, FILTERS)).blocks).toEqual(blocks)
  })
})

test('under audited, logs that the Ethereum RPC leaves out are found in the drawn blocks', async () => {
  await reader.close()
  reader = open({ policy: 'audited', auditShare: 1 })
  behaviour.alter = (method) => (method === 'eth_getLogs' ? [] : undefined)
  await expect(reader.logs(RANGE, FILTERS)).rejects.toThrow()
  expect(faults.map(({ kind }) => kind)).toContain('logs_omitted')
})
