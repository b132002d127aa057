import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CometChain } from '../../../devnet/validators/chain.ts'
import { EVENTS } from '../../../devnet/validators/scenario.ts'
import { Validators } from '../../../devnet/validators/world.ts'
import { type CometBlock, verifyBlock, verifyLink } from '../../../src/chain/cometbft/block.ts'
import type { Commit } from '../../../src/chain/cometbft/commit.ts'
import { verifyDuplicateVote } from '../../../src/chain/cometbft/evidence.ts'
import { listEvmTransactions } from '../../../src/chain/cometbft/evm-logs.ts'
import * as read from '../../../src/chain/cometbft/read.ts'
import { readResult, verifyResults } from '../../../src/chain/cometbft/results.ts'
import { ValidatorSet } from '../../../src/chain/cometbft/validator-set.ts'
import { readValidator, verifyValidators } from '../../../src/chain/cometbft/validators.ts'
import { verifyTransaction } from '../../../src/chain/contents.ts'
import { encodeTransaction } from '../../../src/chain/ethereum/transaction.ts'
import type { RpcObject } from '../../../src/chain/fields.ts'
import { toHex } from '../../../src/claim/hex.ts'

const BLOCKS = 40
const HEIGHTS = Array.from({ length: BLOCKS }, (_, at) => at + 1)
const timeOf = (height: number) => Date.UTC(2026, 0, 1) / 1000 + 7200 * height

let folder: string
let validators: Validators
const blocks = new Map<number, CometBlock>()

async function ask(method: string, params: readonly unknown[], url = validators.url): Promise<RpcObject> {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  return ((await response.json()) as { result: RpcObject }).result
}
const blockAt = (height: number) => blocks.get(height) as CometBlock
const setAt = async (height: number) =>
  read.objects(await ask('validators', [String(height), '1', '100']), 'validators').map(readValidator)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'validators-'))
  validators = await Validators.open({ folder, port: 0, timeOf })
  await validators.mineTo(BLOCKS)
  for (const height of HEIGHTS) blocks.set(height, verifyBlock(await ask('block', [String(height)])))
})

afterAll(async () => {
  await validators.close()
  await rm(folder, { recursive: true, force: true })
})

test('every block follows the one before, is signed by its set, and has the results that the next one covers', async () => {
  for (const height of HEIGHTS.slice(1)) {
    const [before, block] = [blockAt(height - 1), blockAt(height)]
    verifyLink(before, block)
    const set = await setAt(height - 1)
    verifyValidators(before.header.validatorsHash, set)
    new ValidatorSet(set).verifyCommit('assay-devnet-1', block.lastCommit as Commit)
    const results = await ask('block_results', [String(height - 1)])
    const transactions = read.objects(results, 'txs_results').map(readResult)
    verifyResults(block.header.lastResultsHash, height - 1, transactions)
  }
})

test('who is jailed leaves the set two blocks later, and comes back after unjailing', async () => {
  const sizes = await Promise.all(HEIGHTS.map(async (height) => (await setAt(height)).length))
  const changes = HEIGHTS.filter((height) => height > 1 && sizes[height - 1] !== sizes[height - 2])
  expect(changes).toEqual([EVENTS.slashed + 2, EVENTS.unjailed + 2, EVENTS.tombstoned + 2])
})

test('a double sign is proved by the evidence in its block', async () => {
  const { evidence } = blockAt(EVENTS.tombstoned)
  expect(evidence).toHaveLength(1)
  for (const each of evidence) {
    const key = (await setAt(EVENTS.signedTwice)).find(
      ({ address }) => toHex(address) === toHex(each.a.validator),
    )?.key as Uint8Array
    expect(verifyDuplicateVote('assay-devnet-1', each, key).height).toBe(EVENTS.signedTwice)
  }
})

test('both interfaces tell of the same blocks, and logs stand in what the next header covers', async () => {
  const logs = (await ask('eth_getLogs', [{ fromBlock: '0x1', toBlock: '0x28' }])) as unknown as RpcObject[]
  const proved: unknown[] = []
  for (const height of HEIGHTS) {
    const said = await ask('eth_getBlockByNumber', [`0x${height.toString(16)}`, true])
    expect(said.hash).toBe(toHex(blockAt(height).id.hash))
    expect(Number(said.timestamp)).toBe(timeOf(height))
    for (const each of read.objects(said, 'transactions')) verifyTransaction(each, encodeTransaction)
    const results = await ask('block_results', [String(height)])
    for (const { hash, logs } of read
      .objects(results, 'txs_results')
      .map(readResult)
      .flatMap(listEvmTransactions))
      for (const { address, topics, data, logIndex } of logs)
        proved.push([height, hash, address, topics, data, logIndex])
  }
  expect(proved.length).toBeGreaterThan(30)
  expect(
    logs.map(({ blockNumber, transactionHash, address, topics, data, logIndex }) => [
      Number(blockNumber),
      transactionHash,
      address,
      topics,
      data,
      Number(logIndex),
    ]),
  ).toEqual(proved)
})

test('after a restart it is the same chain', async () => {
  const again = await Validators.open({ folder, port: 0, timeOf })
  try {
    await again.mineTo(BLOCKS)
    const name = (url: string) => ask('block', [String(BLOCKS)], url)
    expect(await name(again.url)).toEqual(await name(validators.url))
  } finally {
    await again.close()
  }
})

test('a chain that prunes keeps as many heights as it is told', () => {
  const chain = new CometChain(
    'prunes-1',
    validators.cast.members.map(({ signer }) => signer),
    { keep: 3 },
  )
  for (let height = 1; height <= 5; height++) chain.mine({})
  expect([...chain.blocks.keys()]).toEqual([3, 4, 5])
})
