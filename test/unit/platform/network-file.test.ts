import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { NetworkFile, TAKEN_NAMES } from '../../../src/platform/network.ts'

const chain = { id: 1, name: 'one', class: 'devnet', family: 'ethereum', finality: { depth: 2 } }
const file = { name: 'alpha', title: 'Alpha', chains: [chain], contracts: [] }

test('a small file is good', () => {
  expect(NetworkFile.safeParse(file).success).toBe(true)
  const instant = { ...chain, family: 'cometbft', finality: { depth: 0 } }
  expect(NetworkFile.safeParse({ ...file, chains: [instant] }).success).toBe(true)
})

test.each<[what: string, change: Record<string, unknown>]>([
  ['a name that is a dash', { name: '-' }],
  ['a name that ends with one', { name: 'alpha-' }],
  ['a name of what every object has', { name: 'constructor' }],
  ['a name of what every object has, too', { name: '__proto__' }],
  ['a name that the API answers at', { name: 'graphql' }],
  ['no name', { name: '' }],
  ['a name of 61 letters', { name: 'a'.repeat(61) }],
  ['a name that leads elsewhere', { name: '../alpha' }],
  ['a blob store on the disk', { blobStores: ['file:///etc/passwd'] }],
  ['a blob store of another scheme', { blobStores: ['ftp://example.org/'] }],
  ['usage read from the disk', { reportedUsage: { url: 'file:///etc/passwd', source: 'x' } }],
  ['a rule of a century', { rules: { batchMaxAge: { seconds: 4e9, source: 'x' } } }],
  ...[
    { integrity: { policy: 'full', quorum: 1e9 } },
    { integrity: { policy: 'full', quorum: 0 } },
    { integrity: { policy: 'audited', auditShare: 2 } },
    { finality: { depth: 0 } },
    { finality: { depth: 1e9 } },
    { finality: { depth: -1 } },
    { endpoints: ['file:///etc/passwd'] },
    { blockSeconds: 1e9 },
    { id: 1e21 },
  ].map((change): [string, Record<string, unknown>] => [
    `a chain with ${JSON.stringify(change)}`,
    { chains: [{ ...chain, ...change }] },
  ]),
])('%s is refused when the file is loaded', (_, change) => {
  expect(NetworkFile.safeParse({ ...file, ...change }).success).toBe(false)
})

test('every address that the API and the pages of all networks have is taken, and no other', () => {
  const read = (path: string) => readFileSync(path, 'utf8')
  const ofAll = read('dashboard/pages/pages.ts').split('GLOBAL_PAGES').at(-1) ?? ''
  const sources = read('src/api/api.ts') + read('src/api/http/routes.ts') + ofAll
  const names = [...sources.matchAll(/'\/([a-z]+)(?:\/\$[a-z]+)?'/g)].map(([, name = '']) => name)
  expect([...TAKEN_NAMES]).toEqual([...new Set(names)].sort())
})
