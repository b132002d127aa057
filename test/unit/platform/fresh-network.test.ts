import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FreshNetwork } from '../../../src/platform/fresh-network.ts'
import { getNetwork } from '../../../src/platform/network.ts'

const chain = { id: 1, name: 'one', class: 'devnet', family: 'ethereum', finality: { depth: 2 } }
const described = { name: 'alpha', title: 'Alpha', chains: [chain], contracts: [] }
let root: string
const say: string[] = []
const write = (text: string) => writeFile(join(root, 'alpha', 'network.json'), text)

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'assay-fresh-'))
  await mkdir(join(root, 'alpha'))
  await write(JSON.stringify(described))
})
afterAll(() => rm(root, { recursive: true, force: true }))

test('what a folder says of watchdogs counts without a restart; what it says wrongly, or of anything else, does not', async () => {
  const fresh = new FreshNetwork(await getNetwork(root, 'alpha'), (text) => say.push(text))
  const first = await fresh.refresh()
  expect(await fresh.refresh()).toBe(first)
  await write(JSON.stringify({ ...described, title: 'Beta', watch: { quorum: 3 } }))
  expect(await fresh.refresh()).toMatchObject({ title: 'Alpha', watch: { quorum: 3 } })
  const unknown = { ...described, watch: { anchors: [{ chainId: 7, source: 'test' }] } }
  for (const wrong of ['{"name": "al', JSON.stringify(unknown)]) {
    await write(wrong)
    await fresh.refresh()
    await fresh.refresh()
  }
  await rm(join(root, 'alpha', 'network.json'))
  await fresh.refresh()
  expect(fresh.network.watch.quorum).toBe(3)
  // Each of them once.
  expect(say.map((text) => /\((\w+)\)$/.exec(text)?.[1])).toEqual([
    'NETWORK_INVALID',
    'NETWORK_CHAIN_UNKNOWN',
    'NETWORK_INVALID',
  ])
})
