import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CometEndpoint, serveComet } from '../../devnet/validators/server.ts'
import { examineNetwork } from '../../src/gateway/doctor/examine.ts'
import { runAssay } from '../support/assay-cli.ts'
import { CHAIN, cometNetwork, syntheticWorld } from '../support/comet-world.ts'

let endpoint: CometEndpoint

beforeEach(async () => {
  endpoint = await serveComet(syntheticWorld())
})
afterEach(() => endpoint.close())

describe('assay doctor of a consensus', () => {
  const examine = async () => (await examineNetwork(cometNetwork(), () => [endpoint.url], undefined))[0]

  test('says where the endpoint stands', async () => {
    expect(await examine()).toMatchObject({
      chain: CHAIN,
      chainId: CHAIN,
      head: 106,
      finalized: 105,
      oldestState: 100,
      faults: [],
    })
  })

  test('names what makes it useless', async () => {
    Object.assign(endpoint.behaviour, { chainId: 'another-1', catchingUp: true, earliest: 103 })
    const row = await examine()
    expect(row?.faults).toEqual([
      'it serves chain another-1, not og-synthetic-1',
      'it is still catching up with the chain',
      'it keeps blocks from 103 on, and reading begins at 100',
    ])
  })

  test.each([
    [
      'results that it discards',
      {
        error: {
          code: -32603,
          message: 'Internal error',
          data: 'node is not persisting finalize block responses',
        },
      },
      'not persisting',
    ],
    ['results of another version', { begin_block_events: [] }, 'not of CometBFT 0.38 or 0.39'],
  ])('names %s', async (_name, answer, words) => {
    endpoint.behaviour.alter = (method) => (method === 'block_results' ? answer : undefined)
    expect((await examine())?.faults.join()).toContain(words)
  })
})

test('assay network check asks the consensus as well', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'comet-check-'))
  try {
    const path = join(folder, 'consensus')
    await mkdir(path)
    await writeFile(join(path, 'network.json'), JSON.stringify({ ...cometNetwork(), folder: undefined }))
    const env = { [`RPC_${CHAIN}`]: endpoint.url }
    expect(await runAssay(['network', 'check', path], env)).toMatchObject({ exit: 0 })
    endpoint.behaviour.chainId = 'another-1'
    const found = await runAssay(['network', 'check', path, '--json'], env)
    expect(found.exit).toBe(78)
    expect(JSON.parse(found.stdout).faults).toMatchObject([
      { code: 'ENDPOINT', message: expect.stringContaining('it serves chain another-1') },
    ])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
