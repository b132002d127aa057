import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { decodeBlock } from '../../src/indexer/events/decode.ts'
import { loadInterfaces } from '../../src/indexer/events/load.ts'
import { createEventTable } from '../../src/indexer/events/table.ts'
import { FactRows } from '../../src/indexer/store/fact-rows.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { account, emit, hash } from '../unit/events/encode.ts'

const CONTRACT = account('aa')
let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'assay-networks-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

// What docs/connect.md tells a reader to write: one folder, one mapping file, no change anywhere else.
const PAGE = readFileSync(new URL('../../docs/connect.md', import.meta.url), 'utf8')
const block = (language: string) => {
  const found = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(PAGE)?.[1]
  if (found === undefined) throw new Error(`docs/connect.md has no ${language} block`)
  return found
}
const MAPPING = block('ts')

async function write(mapping: string): Promise<void> {
  const folder = join(root, 'made-up')
  await mkdir(join(folder, 'mappings/made-up'), { recursive: true })
  await writeFile(join(folder, 'network.json'), block('json'))
  await writeFile(join(folder, 'mappings/made-up/work-v1.ts'), mapping)
}

describe('another network', () => {
  test('is indexed from its own folder alone', async () => {
    await write(MAPPING)
    const network = await getNetwork(root, 'made-up')
    const interfaces = await loadInterfaces(network)
    const table = createEventTable(network, 7, interfaces, [])
    const paid = 'event Paid(bytes32 indexed worker, address indexed payer, uint256 amount)'
    const [log] = emit([
      { event: paid, args: { worker: hash('01'), payer: account('02'), amount: 5n }, address: CONTRACT },
    ])
    if (!log) throw new Error('a log was made')
    expect(interfaces.get('made-up/work-v1')?.[0]?.toFacts(log, {} as never)).toMatchObject([
      { kind: 'fee', row: { node: hash('01'), amount: 5n } },
    ])
    const rows = new FactRows('made-up', 7, new Set())
    const { number, hash: blockHash } = log.block
    const header = { number, hash: blockHash, parentHash: hash('00'), timestamp: 1, encoded: null }
    const { address, topics, data, logIndex } = log
    const raw = { address, topics, data, logIndex, transactionIndex: 0 }
    decodeBlock(
      { header, logs: [raw], transactions: [{ index: 0, hash: hash('7a'), call: null }] },
      table,
      rows,
    )
    expect([...rows.byKind].map(([kind, { rows: count }]) => [kind, count])).toEqual([['fee', 1]])
  })

  test('an interface without decoders is refused, naming it', async () => {
    await write(MAPPING)
    await rm(join(root, 'made-up/mappings'), { recursive: true })
    const network = await getNetwork(root, 'made-up')
    await expect(loadInterfaces(network)).rejects.toMatchObject({
      code: 'INTERFACE_UNKNOWN',
      message: expect.stringContaining('made-up/work-v1'),
    })
  })

  test.each([
    ['exports nothing', 'export const nothing = 1'],
    ['does not parse', 'export const = 1'],
    ['throws', 'export function createDecoders() { throw new Error("no") }'],
  ])('a mapping that %s is refused, naming the file', async (_, mapping) => {
    await write(mapping)
    const network = await getNetwork(root, 'made-up')
    await expect(loadInterfaces(network)).rejects.toMatchObject({ code: 'MAPPING_INVALID' })
  })

  test('an interface cannot name a file outside of the folder', async () => {
    await write(MAPPING)
    const network = await getNetwork(root, 'made-up')
    const contracts = network.contracts.map((each) => ({
      ...each,
      interface: '../mappings/made-up/work-v1',
    }))
    await expect(loadInterfaces({ ...network, contracts })).rejects.toMatchObject({
      code: 'INTERFACE_UNKNOWN',
    })
  })
})
