import { expect, test } from 'vitest'
import { findRound, planRound, type RoundSource } from '../../../reference-node/sample/rounds.ts'
import { Hash32, type Hex } from '../../../src/claim/hex.ts'
import { QUICKNET, roundAfter, timeOfRound } from '../../../src/claim/sample/beacon.ts'
import { weakBeaconOf, weakRandomness } from '../../../src/claim/sample/weak-beacon.ts'
import { getNetwork, type Network, NetworkFile } from '../../../src/platform/network.ts'
import { codeOf, expectCode } from '../../support/codes.ts'

const NOW = 1_790_000_000
const CHAIN = 10_740
const HASH = Hash32(`0x${'ab'.repeat(32)}`)
const HEADER: Hex = '0xc0'

/** An index of the chain whose head is block 500, and whose final block is 490. */
const index = { findHeights: async () => ({ head: 500, finalized: 490 }) }
const nowhere = { findHeights: async () => undefined }

async function weakNetwork(blockSeconds?: number): Promise<Network> {
  const network = await getNetwork('networks', 'opengradient-testnet')
  const chains = network.chains.map(({ blockSeconds: _known, ...chain }) =>
    chain.id === CHAIN && blockSeconds !== undefined ? { ...chain, blockSeconds } : chain,
  )
  return { ...network, chains, watch: { ...network.watch, weakBeacon: { chainId: CHAIN, source: 'test' } } }
}

const source = (encoded: Hex | null = HEADER): RoundSource => ({
  http: undefined as never,
  readHeader: async (chainId, number) => {
    expect(chainId).toBe(CHAIN)
    return { number, hash: HASH, parentHash: HASH, timestamp: NOW, encoded }
  },
})

test('a round of the beacon is the first after the lead', async () => {
  const network = await getNetwork('networks', 'opengradient-testnet')
  const { beacon, round, seconds } = await planRound(index, network, NOW, 300)
  expect([beacon, round]).toEqual([QUICKNET.chainHash, roundAfter(QUICKNET, NOW + 300)])
  expect(NOW + seconds).toBe(timeOfRound(QUICKNET, round))
  expect(await findRound(index, network, round, NOW, source())).toBeUndefined()
})

test('a round of a weak beacon is a block that is not there yet, at least the lead away', async () => {
  const planned = await planRound(index, await weakNetwork(2), NOW, 300)
  expect(planned).toEqual({ beacon: weakBeaconOf(CHAIN), round: 500 + 151, seconds: 302 })
  for (const [known, network] of [
    [index, await weakNetwork()],
    [nowhere, await weakNetwork(2)],
  ] as const)
    await expectCode(() => planRound(known, network, NOW, 300), 'SAMPLE_WEAK_BEACON')
})

test('it draws with that block once it is final, and with no other thing', async () => {
  const network = await weakNetwork(2)
  expect(await findRound(index, network, 491, NOW, source())).toBeUndefined()
  expect(await findRound(index, network, 490, NOW, source())).toEqual({
    signature: HEADER,
    randomness: weakRandomness(CHAIN, HASH),
  })
  expect(await codeOf(() => findRound(index, network, 490, NOW, source(null)))).toBe('UNAVAILABLE_BEACON')
})

test('a network draws by one beacon', async () => {
  const { folder: _folder, ...network } = await weakNetwork(2)
  const beacon = { ...QUICKNET, url: 'https://beacon.example', source: 'test' }
  const both = NetworkFile.safeParse({ ...network, watch: { ...network.watch, beacon } })
  expect(both.error?.issues.map(({ path }) => path.join('.'))).toContain('watch.weakBeacon')
  expect(NetworkFile.safeParse(network).success).toBe(true)
})
