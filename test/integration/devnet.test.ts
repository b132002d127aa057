import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callRpc } from '../../devnet/chain/rpc.ts'
import { listExpectations } from '../../devnet/expect.ts'
import { readTrust } from '../../reference-node/evidence/trust.ts'
import { keccak256 } from '../../src/claim/hash.ts'
import { toBytes } from '../../src/claim/hex.ts'
import { verifyNitro } from '../../src/claim/nitro-verify.ts'
import { listDisclosures } from '../../src/platform/disclosures.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { playDevnet, type RunningDevnet, removeDevnet } from '../support/devnet.ts'

interface Log {
  readonly address: string
  readonly topics: readonly string[]
  readonly data: string
}

const SEED = 7
const folders: string[] = []
const play = async (options: Parameters<typeof playDevnet>[0]): Promise<RunningDevnet> => {
  const devnet = await playDevnet(options)
  folders.push(devnet.dataDir)
  return devnet
}

afterAll(async () => {
  for (const folder of folders) await removeDevnet(folder)
})

describe('one seed', () => {
  let first: Summary
  let second: Summary
  let other: Summary

  beforeAll(async () => {
    first = await summarise(SEED)
    second = await summarise(SEED)
    other = await summarise(SEED + 1)
  })

  it('gives the same events in the same order, from the same contracts', () => {
    expect(first.events.length).toBeGreaterThan(150)
    expect(second.events).toEqual(first.events)
  })

  it('gives the same amounts', () => {
    expect(first.amounts.length).toBeGreaterThan(20)
    expect(second.amounts).toEqual(first.amounts)
    expect(other.amounts).not.toEqual(first.amounts)
  })

  it('never gives the same keys', () => {
    expect(second.nodes).not.toEqual(first.nodes)
  })
})

describe('a world that was stopped', () => {
  it('goes on: the same blocks, hash for hash, old state too, and new ones after them', async () => {
    const before = await play({ seed: SEED, blocks: 8 })
    const known = await listHashes(before.ready.rpcUrl, 8)
    await before.stop()
    const after = await play({ seed: SEED, blocks: 10, dataDir: before.dataDir })
    try {
      expect((await listHashes(after.ready.rpcUrl, 10)).slice(0, 9)).toEqual(known)
      const { contracts } = await getNetwork(after.ready.networks, 'devnet')
      const registry = contracts.find(({ name }) => name === 'TEERegistry')?.address
      const codeAt = (block: string) => callRpc<string>(after.ready.rpcUrl, 'eth_getCode', [registry, block])
      expect(await codeAt('0x0')).toBe('0x')
      expect((await codeAt('0x1')).length).toBeGreaterThan(1000)
    } finally {
      await after.stop()
    }
    await expect(play({ seed: SEED + 1, blocks: 10, dataDir: before.dataDir })).rejects.toMatchObject({
      code: 'DEVNET_SEED',
    })
  })
})

describe('what the devnet tells the world', () => {
  let devnet: RunningDevnet
  beforeAll(async () => {
    devnet = await play({ seed: SEED, blocks: 5 })
  })
  afterAll(() => devnet.stop())

  it('is a network folder that loads, with what a watchdog trusts', async () => {
    const network = await getNetwork(devnet.ready.networks, 'devnet')
    expect(network.tokens.map(({ symbol, class: of }) => [symbol, of])).toEqual([
      ['xUSD', 'synthetic'],
      ['xOG', 'synthetic'],
      ['xOG', 'synthetic'],
    ])
    expect((await listDisclosures(network)).length).toBeGreaterThan(4)
    const trust = await readTrust(network)
    expect([trust.roots.length, trust.published?.size, trust.keys.size]).toEqual([1, 2, 1])
  })

  it('holds no private key and no name of a cheat', async () => {
    for (const file of await listFiles(devnet.ready.networks)) {
      const text = await readFile(file, 'utf8')
      expect(text).not.toMatch(/PRIVATE KEY|forged|cheat/)
    }
    const { mode } = await stat(join(devnet.dataDir, 'devnet-keys/keys.json'))
    expect(mode & 0o077).toBe(0)
  })

  it('registers nodes with documents that verify, but for the two that a registry let through', async () => {
    const { rpcUrl, networks } = devnet.ready
    const { roots } = await readTrust(await getNetwork(networks, 'devnet'))
    const block = await callRpc<{ timestamp: string; transactions: { input: string }[] }>(
      rpcUrl,
      'eth_getBlockByNumber',
      ['0x3', true],
    )
    const documents = block.transactions.flatMap(({ input }) => findDocument(input))
    const at = new Date(Number(block.timestamp) * 1000)
    const answers = documents.map((document) => {
      try {
        verifyNitro(document, { at, roots, allowDebug: false })
        return 'verified'
      } catch (error) {
        return (error as { code: string }).code
      }
    })
    expect(answers.filter((answer) => answer === 'verified')).toHaveLength(8)
    expect(answers.filter((answer) => answer !== 'verified').sort()).toEqual([
      'REJECTED_NITRO_ROOT',
      'REJECTED_NITRO_SIGNATURE',
    ])
  })

  it('serves the model and the key under their hashes, and nothing outside its folder', async () => {
    const { blobUrl, networks } = devnet.ready
    const { keys } = await readTrust(await getNetwork(networks, 'devnet'))
    for (const [hash, { model }] of keys)
      for (const name of [hash, model]) {
        const response = await fetch(`${blobUrl}${name}`)
        expect(keccak256(new Uint8Array(await response.arrayBuffer()))).toBe(name)
      }
    for (const name of ['..%2Fdevnet-keys%2Fkeys.json', '../devnet-keys/keys.json', 'absent', ''])
      expect((await fetch(`${blobUrl}${name}`)).status).toBe(404)
  })
})

describe('what is expected of a watchdog', () => {
  it('is at least one finding of each kind, all within forty blocks', () => {
    const expected = listExpectations()
    expect(Math.max(...expected.map(({ block }) => block))).toBeLessThan(39)
    expect(new Set(expected.map(({ statement }) => statement)).size).toBe(6)
    expect(new Set(expected.map(({ fault }) => fault))).toEqual(
      new Set(['registry', 'relayer', 'node', null]),
    )
  })
})

interface Summary {
  readonly events: readonly string[]
  readonly amounts: readonly string[]
  readonly nodes: readonly string[]
}

const TRANSFER = keccak256(Buffer.from('Transfer(address,address,uint256)'))
const REGISTERED = keccak256(Buffer.from('TEERegistered(bytes32,address,uint8)'))

async function summarise(seed: number): Promise<Summary> {
  const devnet = await play({ seed, blocks: 16 })
  try {
    const range = { fromBlock: '0x0', toBlock: 'latest' }
    const logs = await callRpc<Log[]>(devnet.ready.rpcUrl, 'eth_getLogs', [range])
    return {
      events: logs.map(({ address, topics }) => `${address} ${topics[0]}`),
      amounts: logs.filter(({ topics }) => topics[0] === TRANSFER).map(({ data }) => data),
      nodes: logs.filter(({ topics }) => topics[0] === REGISTERED).map(({ topics }) => topics[1] ?? ''),
    }
  } finally {
    await devnet.stop()
  }
}

async function listHashes(url: string, blocks: number): Promise<string[]> {
  const hashes: string[] = []
  for (let number = 0; number <= blocks; number++) {
    const tag = `0x${number.toString(16)}`
    hashes.push((await callRpc<{ hash: string }>(url, 'eth_getBlockByNumber', [tag, false])).hash)
  }
  return hashes
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

// registerTEEWithAttestation(bytes document, …), by itself or inside another contract's call: the first dynamic argument of six.
function findDocument(input: string): Uint8Array[] {
  const selector = keccak256(
    Buffer.from('registerTEEWithAttestation(bytes,bytes,bytes,address,string,uint8)'),
  ).slice(2, 10)
  const found = input.indexOf(selector)
  if (found < 0) return []
  const args = toBytes(`0x${input.slice(found + selector.length)}`)
  const word = (at: number) => Number(BigInt(`0x${Buffer.from(args.subarray(at, at + 32)).toString('hex')}`))
  const start = word(0)
  return [args.subarray(start + 32, start + 32 + word(start))]
}
