import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callRpc } from '../../devnet/chain/rpc.ts'
import { Address, type Hex } from '../../src/claim/hex.ts'
import { readRecording } from '../../src/indexer/replay/file.ts'
import { type ReplayRow, replay } from '../../src/indexer/replay/replay.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { playDevnet, removeDevnet } from '../support/devnet.ts'
import { recordChain } from '../support/market/chain-recording.ts'
import { COIN } from '../support/market/requests.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const BLOCKS = 44
let folder: string
let database: TestDatabase

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-devnet-market-'))
  database = await createDatabase()
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

const BALANCE_OF = { coin: '0x70a08231', collateral: '0xb09c980b' }

const balanceOf = (row: ReplayRow): bigint =>
  BigInt(row.accrued) +
  BigInt(row.received) +
  BigInt(row.deposited) -
  BigInt(row.spent) -
  BigInt(row.slashed) -
  BigInt(row.withdrawn) -
  BigInt(row.locked) -
  BigInt(row.slashable) -
  BigInt(row.refundable)

describe.each([1, 2])('the market world of seed %i', (seed) => {
  let rows: readonly ReplayRow[]
  let held: readonly bigint[]
  let burned: bigint

  beforeAll(async () => {
    const devnet = await playDevnet({ seed, blocks: BLOCKS, world: 'boundless' })
    try {
      const { rpcUrl, networks } = devnet.ready
      const network = await getNetwork(networks, 'boundless-devnet')
      const market = network.contracts.find((each) => each.collateral !== undefined)
      if (!market?.address || !market.collateral) throw new Error('no market')
      const contracts = { market: market.address, collateral: market.collateral }
      const file = join(folder, `${seed}.json`)
      await writeFile(file, JSON.stringify(await recordChain(rpcUrl, contracts)))
      const replayed = await replay(
        { ...network, name: `market-${seed}` },
        await readRecording(file),
        database.url,
      )
      expect(replayed.unknownLogs).toEqual([])
      rows = replayed.rows
      const ask = async (to: Hex, selector: string, account: string) =>
        BigInt(
          await callRpc<Hex>(rpcUrl, 'eth_call', [
            { to, data: `${selector}${account.slice(2).padStart(64, '0')}` },
            'latest',
          ]),
        )
      held = await Promise.all(
        rows.map(({ account, token }) =>
          ask(contracts.market, token === COIN ? BALANCE_OF.coin : BALANCE_OF.collateral, account),
        ),
      )
      burned = await ask(contracts.collateral, BALANCE_OF.coin, Address(`0x${'0'.repeat(36)}dead`))
    } finally {
      await devnet.stop()
      await removeDevnet(devnet.dataDir)
    }
  })

  test('balances of its contracts are the derived money, to the last unit', () => {
    expect(rows.map((row) => `${row.account} ${row.token} ${balanceOf(row)} ${row.unknown}`)).toEqual(
      rows.map(({ account, token }, index) => `${account} ${token} ${held[index]} 0`),
    )
    expect(rows.reduce((sum, row) => sum + BigInt(row.burned), 0n)).toBe(burned)
  })

  test('every kind of money moved', () => {
    const moved = (field: keyof ReplayRow) => rows.some((row) => row[field] !== '0')
    for (const field of [
      'accrued',
      'spent',
      'deposited',
      'withdrawn',
      'slashed',
      'received',
      'burned',
      'locked',
      'slashable',
      'refundable',
    ] as const)
      expect([field, moved(field)]).toEqual([field, true])
  })
})
