import { beforeEach, expect, test } from 'vitest'
import { repeatBundle } from '../../../reference-node/audit/repeat-bundle.ts'
import { ReplayedTape } from '../../../reference-node/evidence/tape.ts'
import type { InferencePool } from '../../../reference-node/inference/pool.ts'
import type { DueSubject } from '../../../reference-node/judge/subject.ts'
import { type AskedSources, type OwnMeans, tapeContext } from '../../../reference-node/judge/taped.ts'
import { sealBundle } from '../../../reference-node/log/bundle.ts'
import { canonicalJson } from '../../../src/claim/canonical-json.ts'
import { Hash32, hashOf } from '../../../src/claim/hex.ts'
import { sha256Bytes } from '../../../src/claim/sha256.ts'
import type { JsonObject } from '../../../src/claim/strict-json.ts'
import type { Network } from '../../../src/platform/network.ts'
import { codeOf } from '../../support/codes.ts'

const CHAIN = 31_337
const NETWORK = {
  name: 'world',
  title: 'World',
  chains: [
    { id: CHAIN, name: 'made up', class: 'devnet', family: 'ethereum', finality: { tag: 'finalized' } },
  ],
  contracts: [
    {
      name: 'registry',
      chain: CHAIN,
      address: `0x${'a1'.repeat(20)}`,
      interface: 'opengradient/tee-registry-v1',
      fromBlock: 0,
    },
  ],
}
const FINAL = `chain ${CHAIN} endpoint 0 eth_getBlockByNumber ["finalized",false]`
let kept: Map<Hash32, Uint8Array>
beforeEach(() => {
  kept = new Map()
})

function keep(text: string): Hash32 {
  const bytes = Buffer.from(text)
  const hash = hashOf(sha256Bytes(bytes))
  kept.set(hash, bytes)
  return hash
}

interface Evidence {
  readonly items?: Record<string, string>
  readonly files?: Record<string, string>
  readonly toBlock?: number
}

/** Repeats a signed verdict about a heartbeat by a stranger's evidence. */
async function repeat({ items = {}, files = {}, toBlock = -1 }: Evidence) {
  const rule = { seconds: 60, source: 'test' }
  const folder = { 'network.json': JSON.stringify(NETWORK), ...files }
  const named = Object.entries(folder).map(([name, text]) => [name, keep(text)] as const)
  const answers = Object.entries(items).map(([key, text]) => [key, { sha256: keep(text) }] as const)
  const list = {
    format: 'assay-evidence/1',
    network: 'world',
    files: Object.fromEntries(named),
    chains: [{ chainId: CHAIN, toBlock, endpoints: 1 }],
    maxAge: { batch: rule, individual: rule },
    items: Object.fromEntries(answers),
  }
  const place = { chainId: CHAIN, block: 2, blockHash: `0x${'22'.repeat(32)}`, position: 0, leafIndex: null }
  const body: JsonObject = {
    network: 'world',
    statement: 'heartbeat_signed',
    subject: { kind: 'heartbeat', ...place },
    verdict: { outcome: 'verified', code: 'VERIFIED', fault: null, detail: '', transient: false },
    conditions: {},
    claim: { node: null, blockTime: 1, stated: {} },
    evidence: keep(canonicalJson(list)),
    corrects: null,
    reason: null,
  }
  const said = { kind: 'verdict', origin: 'watchdog.example/a', time: 1, body } as const
  const { bytes } = await sealBundle(said, `0x${'01'.repeat(32)}`)
  return repeatBundle(bytes, async (hash) => kept.get(hash), {} as InferencePool)
}

test('evidence that lacks an answer is not checkable', async () => {
  expect(await repeat({})).toMatchObject({ result: 'not_checkable' })
})

test('what the index said is refused by its code where it is of another shape', async () => {
  const root = Hash32(`0x${'33'.repeat(32)}`)
  const items = new Map([
    ['copies x', { sha256: keep('5') }],
    [`seal ${root}`, { sha256: keep('"seal"') }],
  ])
  const tape = new ReplayedTape(items, async (hash) => kept.get(hash))
  const network = { chains: [], contracts: [] } as unknown as Network
  const context = tapeContext(network, new Map(), {} as AskedSources, {} as OwnMeans, tape)
  const subject = { id: 'x' } as DueSubject
  expect(await codeOf(() => context.listCopies(subject, {} as never))).toBe('EVIDENCE_FORM')
  expect(await codeOf(() => context.findRootSeal(root))).toBe('EVIDENCE_FORM')
})

test.each<[string, Evidence]>([
  ['an answer that is no JSON', { items: { [FINAL]: '{' } }],
  ['an answer that is no JSON, of a history', { items: { [FINAL]: '{' }, toBlock: 5 }],
  ['a file that is the folder of another', { files: { 'network.json/x': 'x' } }],
  ['a name that no folder takes', { files: { ['x'.repeat(300)]: 'x' } }],
  ['a network that is none', { files: { 'network.json': '{}' } }],
  ['a network that is no JSON', { files: { 'network.json': '{' } }],
])('%s is refused by its code', async (_what, evidence) => {
  expect(await codeOf(() => repeat(evidence))).toBe('EVIDENCE_FORM')
})
