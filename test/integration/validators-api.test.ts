import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ValidatorName } from '../../devnet/validators/cast.ts'
import { EVENTS } from '../../devnet/validators/scenario.ts'
import { pick } from '../support/money-api.ts'
import { startValidatorsApi, type ValidatorsApi } from '../support/validators-api.ts'

const BLOCKS = 40

let world: ValidatorsApi
beforeAll(async () => {
  world = await startValidatorsApi(BLOCKS)
})
afterAll(() => world.close())

function member(name: ValidatorName) {
  const found = world.validators.cast.members.find((each) => each.name === name)
  if (!found) throw new Error(`there is no ${name}`)
  return found
}

async function ask(query: string): Promise<unknown> {
  const { data, errors } = await world.ask(query)
  expect(errors).toBeUndefined()
  return data
}

describe('amounts that no header covers are computed again', () => {
  interface Recomputed {
    readonly blockNumber: number
    readonly reported: string
    readonly recomputed: string
    readonly difference: string
    readonly finding: string
    readonly reason: string | null
    readonly vouchedBy: string
    readonly inputs: readonly { name: string; value: string; source: string }[]
  }
  const recomputed = async (args: string) =>
    pick(
      await ask(
        `{ recomputed(network: "validators", limit: 200, ${args}) { blockNumber class nodeKey reported recomputed difference finding reason vouchedBy inputs { name value source } } }`,
      ),
      'recomputed',
    ) as Recomputed[]

  test('both slashes are their fraction of a power that is proved', async () => {
    const [double, downtime] = await recomputed('kinds: [SLASH]')
    // 5 % of 20,000 coins, and a ten-thousandth of as many.
    expect(double).toMatchObject({
      blockNumber: EVENTS.tombstoned,
      class: 'devnet',
      nodeKey: member('val-5').operator,
      reported: '1000000000000000000000',
      recomputed: '1000000000000000000000',
      difference: '0',
      finding: 'AGREES',
      reason: null,
    })
    expect(downtime).toMatchObject({ blockNumber: EVENTS.slashed, recomputed: '2000000000000000000' })
    const endpoint = double?.vouchedBy
    expect(double?.inputs).toEqual([
      {
        name: 'slashing.slash_fraction_double_sign',
        value: '0.05',
        source: `${endpoint}, heights 1 to ${BLOCKS}`,
      },
      { name: 'power', value: '20000', source: `proved by the evidence in block ${EVENTS.tombstoned}` },
      { name: 'power reduction', value: '1000000000000000000', source: 'network.json' },
      { name: 'lost by others', value: '0', source: `reported by ${endpoint}` },
    ])
    expect(downtime?.inputs[1]?.source).toBe(`proved by the validator set of block ${EVENTS.slashed - 1}`)
  })

  test('rewards: 2.94 coins of each block by the power of the block before', async () => {
    const rewards = await recomputed(`kinds: [REWARDS], nodeKey: "${member('val-1').operator}"`)
    const at = (block: number) => rewards.find(({ blockNumber }) => blockNumber === block)
    // One of five; 25,000 of 105,000; and, once val-5 is out and 2,000 were taken back, 23,000 of 82,998.
    expect(at(2)).toMatchObject({ reported: '588000000000000000', recomputed: '588000000000000000' })
    expect(at(7)).toMatchObject({ reported: '699999999999999999.3', recomputed: '699999999999999999.3' })
    expect(at(BLOCKS)?.recomputed).toBe('814718426950046986.5')
    expect(rewards).toHaveLength(BLOCKS - 1)
  })

  test('every reward, commission and minted amount of the chain agrees', async () => {
    for (const kind of ['REWARDS', 'COMMISSION', 'MINT']) {
      const all = await recomputed(`kinds: [${kind}]`)
      expect(all.length).toBeGreaterThan(BLOCKS - 2)
      // On the first block's state no block of ours stands.
      expect(all.filter(({ finding, blockNumber }) => finding !== 'AGREES' && blockNumber > 1)).toEqual([])
    }
    const [first] = await recomputed('kinds: [MINT], before: 2')
    expect(first).toMatchObject({ finding: 'UNDECIDED', reason: 'PARAMETER_UNREAD', recomputed: null })
  })

  test('a limit, a network and a kind that are none are refused', async () => {
    for (const args of ['network: "validators", limit: 201', 'network: "nobody"'])
      expect((await world.ask(`{ recomputed(${args}) { kind } }`)).errors).toHaveLength(1)
  })
})

describe('who stands behind a consensus key', () => {
  test('is on the node, with every address and the height', async () => {
    const { signer, operator, valoper, valcons, owner } = member('val-3')
    const nodes = pick(
      await ask(`{ nodes(where: { key_eq: "${operator}" }) { identities {
        consensus consensusAddress operatorAddress account evmAddress signingKey moniker fromBlock toBlock } } }`),
      'nodes.0.identities',
    )
    expect(nodes).toEqual([
      {
        consensus: `0x${signer.address.toLowerCase()}`,
        consensusAddress: valcons,
        operatorAddress: valoper,
        account: owner,
        evmAddress: operator,
        signingKey: `0x${Buffer.from(signer.pubKey, 'base64').toString('hex')}`,
        moniker: 'Validator 3',
        fromBlock: 1,
        toBlock: null,
      },
    ])
  })

  test('is found by any of its names', async () => {
    const { signer, operator, valoper, valcons, owner } = member('val-2')
    const consensus = `0x${signer.address.toLowerCase()}`
    const search = async (text: string) =>
      pick(await ask(`{ search(text: "${text}") { type field } }`), 'search') as {
        type: string
        field: string
      }[]
    const identity = (field: string) => ({ type: 'ValidatorIdentity', field })
    for (const text of [operator, operator.slice(0, 12), owner, valoper])
      expect(await search(text)).toEqual(
        expect.arrayContaining([identity('evmAddress'), { type: 'Node', field: 'key' }]),
      )
    for (const text of [valcons, consensus]) expect(await search(text)).toEqual([identity('consensus')])
    expect(await search('validator 2')).toEqual([identity('moniker')])
    // A letter wrong: its checksum does not hold, so that it is an address of nobody.
    expect(await search(`${valoper.slice(0, -1)}${valoper.endsWith('q') ? 'p' : 'q'}`)).toEqual([])
  })
})
