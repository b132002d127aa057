import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { interfaces } from '../../../src/indexer/events/index.ts'
import { listDisclosures } from '../../../src/platform/disclosures.ts'
import { getNetwork } from '../../../src/platform/network.ts'

const ROOT = join(import.meta.dirname, '../../../networks')
const NAMES = readdirSync(ROOT)
const address = /0x[0-9a-fA-F]{40}/g

describe.each(NAMES)('networks/%s', (name) => {
  test('is valid, and every contract has a decoder, a chain and a source', async () => {
    const network = await getNetwork(ROOT, name)
    expect(network.name).toBe(name)
    for (const contract of network.contracts) {
      expect(interfaces.has(contract.interface), `${contract.name}: ${contract.interface}`).toBe(true)
      expect(network.chains.some((each) => each.id === contract.chain)).toBe(true)
      expect(contract.source, contract.name).toBeTruthy()
    }
    expect(network.provenance.length).toBeGreaterThan(0)
  })

  test('has valid disclosures', async () => {
    const network = await getNetwork(ROOT, name)
    const rules = await listDisclosures(network)
    if (network.disclosures) expect(rules.length).toBeGreaterThan(20)
    for (const { read } of rules)
      if (read) expect(network.chains.some((each) => each.id === read.chain)).toBe(true)
  })

  test('a network without an endpoint is disabled and says why', async () => {
    const { chains, disabled } = await getNetwork(ROOT, name)
    const unreachable = chains.every((each) => each.endpoints.length === 0)
    expect(disabled === undefined).toBe(!unreachable)
  })
})

test('money has the class of its chain and token: OPG on Base is real, testnet coins are not', async () => {
  const { tokens, chains } = await getNetwork(ROOT, 'opengradient-testnet')
  expect(tokens.map(({ chain, symbol, class: kind }) => [chain, symbol, kind])).toEqual([
    [10740, 'OPG (testnet)', 'testnet'],
    [10740, 'OUSDC', 'testnet'],
    [8453, 'OPG', 'mainnet'],
    [84532, 'OPG (Sepolia)', 'testnet'],
  ])
  expect(tokens.filter((each) => each.priceSeries !== null).map((each) => each.symbol)).toEqual(['OPG'])
  expect(chains.map((each) => [each.id, each.class])).toEqual([
    [10740, 'testnet'],
    [8453, 'mainnet'],
    [84532, 'testnet'],
  ])
})

test('the two published emission schedules are both kept, as contradicting each other', async () => {
  const rules = await listDisclosures(await getNetwork(ROOT, 'opengradient-testnet'))
  const schedules = rules.filter((each) => each.rule.startsWith('emission.schedule.'))
  expect(schedules.map((each) => [each.status, each.contradictedBy])).toEqual([
    ['contradicted', 'emission.schedule.svip'],
    ['contradicted', 'emission.schedule.site'],
  ])
})

test('the measurements are those that tee-gateway published, named by their registers', async () => {
  const { trust, folder } = await getNetwork(ROOT, 'opengradient-testnet')
  const published = JSON.parse(readFileSync(join(folder, trust.measurements ?? ''), 'utf8')) as readonly {
    measurement: string
    pcr0: string
    pcr1: string
    pcr2: string
  }[]
  const { pcrHashOf } = await import('../../../src/claim/hash.ts')
  expect(published).toHaveLength(12)
  for (const { measurement, pcr0, pcr1, pcr2 } of published) {
    const [first, second, third] = [pcr0, pcr1, pcr2].map((each) => Buffer.from(each, 'hex'))
    if (!first || !second || !third) throw new Error('three registers')
    expect(pcrHashOf(first, second, third)).toBe(measurement)
  }
})

test('addresses in a network file are written once per contract and chain', async () => {
  for (const name of NAMES) {
    const { contracts } = await getNetwork(ROOT, name)
    const keys = contracts.map((each) => `${each.chain} ${each.address} ${each.interface}`)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.join(' ').match(address)?.length).toBe(keys.length)
  }
})
