import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CometWorld } from '../../devnet/validators/answers.ts'
import { CometChain, event } from '../../devnet/validators/chain.ts'
import { type CometEndpoint, serveComet } from '../../devnet/validators/server.ts'
import { makeSigners } from '../../devnet/validators/signers.ts'
import { answerRecomputed } from '../../src/api/consensus/recomputed.ts'
import { Snapshot } from '../../src/api/execute/snapshot.ts'
import { openConsensus } from '../../src/comet/commands.ts'
import { redecode } from '../../src/indexer/operate/redecode.ts'
import { openSegments } from '../../src/indexer/segments/store.ts'
import { serveCometSocket } from '../support/comet-socket.ts'
import {
  CHAIN,
  cometNetwork,
  type RunningComet,
  runCometIndexer,
  syntheticWorld,
} from '../support/comet-world.ts'
import { eventually } from '../support/indexer.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

let database: TestDatabase
let world: CometWorld
let endpoint: CometEndpoint
let running: RunningComet | undefined

beforeEach(async () => {
  database = await createDatabase()
  world = syntheticWorld()
  endpoint = await serveComet(world)
})

afterEach(async () => {
  await running?.stop()
  running = undefined
  await endpoint.close()
  await database.drop()
})

function index(network = cometNetwork(), urls = [endpoint.url]): RunningComet {
  running = runCometIndexer(database.url, network, urls)
  return running
}

const height = (at: number) => `select max(height) = ${at} from ingest.status`
const trouble = (code: string) => `select max(trouble_code) = '${code}' from ingest.status`

async function rows(sql: string): Promise<unknown[]> {
  const result = await running?.pool.query({ text: sql, rowMode: 'array' })
  return result?.rows ?? []
}

const A = '9d4778d6683bf81a1a3c80fca2d56c0712ac33e6'
const B = '34d07b3cef9aceb3abf8c3f1331edef6d722515c'
const C = '1ca1a31c4814564045db8d843c97b40d9136954c'
const D = '80807c7b55c4ad882070a554ae41a24a0ccc11cc'
const NODE = `encode(node, 'hex')`

describe('the synthetic chain', () => {
  beforeEach(async () => {
    await eventually(index().pool, height(105))
  })

  test('validators stand under their operators, with the keys that the header covers', async () => {
    const found = await rows(
      `select ${NODE}, role, length(signing_key) from facts.node_registered order by 1`,
    )
    expect(found).toEqual([C, B, D, A].map((node) => [node, 'validator', 32]).sort())
  })

  test('stake from before the first block is what the power proves, of nobody where no node says whose it was', async () => {
    expect(
      await rows(`select ${NODE}, encode(staker, 'hex'), delta::text, phase from facts.stake_change
        where block_number = 100 order by 1`),
    ).toEqual([C, B, D, A].map((node) => [node, '00'.repeat(20), '10000000000000000000000', 0]).sort())
  })

  test('a slash is counted once, an amount is exact, and what it leaves out is said', async () => {
    const found = await rows(
      `select block_number, ${NODE}, kind, phase, amount::text, token is null, reason from facts.penalty
       where kind not in ('double_sign', 'removal') order by block_number, kind`,
    )
    expect(found).toEqual([
      [101, D, 'jail', 1, null, true, 'missing_signature'],
      [101, D, 'slash', 1, '1000000000000000000', false, 'missing_signature'],
      [102, C, 'jail', 1, null, true, 'double_sign'],
      [102, C, 'slash', 1, '500000000000000000000', false, 'double_sign'],
      [102, C, 'tombstone', 1, null, true, 'double_sign'],
    ])
    expect(
      await rows(`select ${NODE}, value::text from facts.node_report where topic = 'burned_with_slash'`),
    ).toEqual([[C, '777']])
  })

  test('a double sign is proved by its evidence, and stands in the phase of proved facts', async () => {
    expect(
      await rows(
        `select block_number, ${NODE}, phase, length(evidence) from facts.penalty where kind = 'double_sign'`,
      ),
    ).toEqual([[102, C, 0, 32]])
  })

  test('missed votes are proved by the commit, and the count of the module is reported beside', async () => {
    expect(
      await rows(`select block_number, phase, topic, value::text from facts.node_report
        where topic like 'missed%' and node = '\\x${D}' order by 1, 3`),
    ).toEqual(expect.arrayContaining([[101, 0, 'missed_signature', '100']]))
    expect(
      (await rows(`select from facts.node_report where topic = 'missed_blocks' and phase = 1`)).length,
    ).toBeGreaterThan(0)
  })

  test('unjailing, the failed transaction, and a removal by proof of authority', async () => {
    expect(
      await rows(`select block_number, ${NODE}, enabled, cause, phase, length(tx_hash) from facts.node_status
        where cause in ('unjailed', 'removed') order by 1`),
    ).toEqual([
      [103, D, true, 'unjailed', 2, 32],
      [105, expect.any(String), false, 'removed', 3, 0],
    ])
    const [removal] = await rows(`select amount::text, reason from facts.penalty where kind = 'removal'`)
    expect(removal).toEqual([expect.stringMatching(/^[1-9]\d+$/), 'proof_of_authority'])
  })

  test('rewards include commission, with fractions of a base unit', async () => {
    expect(
      await rows(
        `select ${NODE}, amount::text, fraction::text, reason from facts.emission where block_number = 102 order by 1`,
      ),
    ).toEqual(
      [C, B, D, A].map((node) => [node, '245000000000000000', '735000000000000000', 'block_rewards']).sort(),
    )
    expect(
      await rows(
        `select detail from facts.node_report where topic = 'commission' and block_number = 102 limit 1`,
      ),
    ).toEqual([['24500000000000000.073500000000000000']])
  })

  test('what a node reports otherwise than the rules have it shows its difference, and what it cannot be told of a reason', async () => {
    const answer = (args: object) =>
      answerRecomputed(
        new Map([['consensus', cometNetwork()]]),
        new Snapshot(running?.pool as never, false),
        { network: 'consensus', kinds: ['SLASH', 'REWARDS', 'COMMISSION'], limit: 200, ...args },
      )
    const slashes = await answer({ kinds: ['SLASH'] })
    // Of 777 that others lost for the same double sign, the validator is spared as many.
    expect(slashes.map((each) => [each.blockNumber, each.finding, each.difference])).toEqual([
      [102, 'DIFFERS', '777'],
      [101, 'AGREES', '0'],
    ])
    const found = await answer({ kinds: ['REWARDS'], nodeKey: `0x${A}` })
    // The chain was written by the sets of blocks 103 and 104 themselves, where the rules take the one before.
    expect(found.map((each) => [each.blockNumber, each.finding, each.reason, each.difference])).toEqual([
      [105, 'AGREES', null, '0'],
      [104, 'DIFFERS', null, '163333333333333334.150000000000000001'],
      [103, 'DIFFERS', null, '81666666666666666.911666666666666666'],
      [102, 'AGREES', null, '0'],
      [101, 'AGREES', null, '0'],
      [100, 'UNDECIDED', 'POWER_UNKNOWN', null],
    ])
  })

  test('every block is in the journal as vouched for by its commit, and by whom', async () => {
    expect(await rows('select count(*)::int, min(proof), max(vouched_by) from ingest.block')).toEqual([
      [6, 'commit', expect.stringContaining('127.0.0.1')],
    ])
    expect(await rows('select count(*)::int from ingest.raw')).toEqual([[0]])
    expect(await rows(`select count(*)::int from facts.unknown_log`)).toEqual([[0]])
    expect(await rows(`select chain_id from ingest.status`)).toEqual([[CHAIN]])
  })
})

describe('a world that fails is told with its state, and nothing is stored of it', () => {
  const nothing = `select count(*) = 0 from ingest.block`
  const error = (data: string) => ({ error: { code: -32603, message: 'Internal error', data } })

  test.each([
    [
      'COMET_PRUNED',
      (method: string, [at]: readonly string[]) =>
        method === 'block' && at === '100'
          ? error('height 100 is not available, lowest height is 102')
          : undefined,
    ],
    [
      'COMET_RESULTS_DISCARDED',
      (method: string) =>
        method === 'block_results' ? error('node is not persisting finalize block responses') : undefined,
    ],
    [
      'COMET_RESULTS_MISSING',
      (method: string) =>
        method === 'block_results' ? error('could not find results for height #100') : undefined,
    ],
    [
      'COMET_VALIDATORS_MISSING',
      (method: string) =>
        method === 'validators' ? error('could not find validator set for height #100') : undefined,
    ],
    [
      'COMET_SHAPE',
      (method: string, _: readonly string[], answer: Record<string, unknown>) =>
        method === 'block_results' ? { ...answer, begin_block_events: [], end_block_events: [] } : undefined,
    ],
    [
      'COMET_SHAPE',
      (method: string, _: readonly string[], answer: Record<string, unknown>) =>
        method === 'block_results'
          ? { ...answer, validator_updates: [{ pub_key_bytes: 'AA==', pub_key_type: 'ed25519', power: '1' }] }
          : undefined,
    ],
    [
      'COMET_NO_EVENTS',
      (method: string, _: readonly string[], answer: Record<string, unknown>) =>
        method === 'block_results' ? { ...answer, finalize_block_events: null } : undefined,
    ],
  ])('%s', async (code, alter) => {
    endpoint.behaviour.alter = alter
    await eventually(index().pool, trouble(code))
    await eventually(running?.pool as never, nothing)
  })

  test('COMET_CATCHING_UP', async () => {
    endpoint.behaviour.catchingUp = true
    await eventually(index().pool, trouble('COMET_CATCHING_UP'))
  })

  test('COMET_BEHIND: while it runs, and after a restart; it goes on when they are there again', async () => {
    await eventually(index().pool, height(105))
    endpoint.behaviour.latest = 100
    await eventually(running?.pool as never, trouble('COMET_BEHIND'))
    await running?.stop()
    await eventually(index().pool, trouble('COMET_BEHIND'))
    expect(await rows('select max(height) from ingest.status')).toEqual([[105]])
    delete endpoint.behaviour.latest
    await eventually(running?.pool as never, `select max(trouble_code) is null from ingest.status`)
  })

  // Both at once: each is waited for a few seconds, by itself.
  test('endpoints that answer with what is no JSON, and with an error with HTTP 500, are two more that do not answer', async () => {
    const bodies = ['<html>', '{"jsonrpc":"2.0","id":-1,"error":{"code":-32603,"message":"Internal error"}}']
    const broken = bodies.map((body) => createServer((_, response) => response.writeHead(500).end(body)))
    await Promise.all(broken.map((each) => new Promise<void>((done) => each.listen(0, '127.0.0.1', done))))
    try {
      const ports = broken.map((each) => (each.address() as AddressInfo).port)
      const urls = [...ports.map((port) => `http://127.0.0.1:${port}`), endpoint.url]
      await eventually(index(cometNetwork({}, 'trusted'), urls).pool, height(105))
    } finally {
      for (const each of broken) {
        each.closeAllConnections()
        each.close()
      }
    }
  })

  test('a node of another chain ends it, as a setting that must be mended', async () => {
    endpoint.behaviour.chainId = 'another-chain'
    expect(await index().ended).toMatchObject({ code: 'WRONG_CHAIN' })
  })

  test('a chain that was reset stops the index and leaves what is stored', async () => {
    await eventually(index().pool, height(105))
    await running?.stop()
    // Another block under the same height and name.
    endpoint.behaviour.alter = (method, [at]) =>
      method === 'block' && at === '105' ? world.blocks.get(104) : undefined
    world.blocks.set(105, world.blocks.get(104) ?? {})
    await eventually(index().pool, trouble('COMET_REFUSED'))
    expect(await rows('select max(height) from ingest.status')).toEqual([[105]])
  })

  const pruned = (method: string, [at]: readonly string[]) =>
    method === 'block' && at === '100'
      ? error('height 100 is not available, lowest height is 102')
      : undefined

  test('a state is told as well where the error comes with HTTP 500, and over a WebSocket', async () => {
    endpoint.behaviour.alter = pruned
    // One call in a batch, so that the error stands alone, as after a GET.
    Object.assign(endpoint.behaviour, { errorStatus: 500, mostCalls: 1 })
    await eventually(index().pool, trouble('COMET_PRUNED'))
    await running?.stop()
    const socket = await serveCometSocket(world, { alter: pruned })
    try {
      const network = { ...cometNetwork({}, 'trusted'), name: 'over-a-socket' }
      running = runCometIndexer(database.url, network, [socket.url])
      await eventually(
        running.pool,
        `select count(*) = 1 from ingest.status where network = 'over-a-socket' and trouble_code = 'COMET_PRUNED'`,
      )
    } finally {
      await socket.close()
    }
  })

  test('a chain is read over a WebSocket, which takes one call at a time', async () => {
    const socket = await serveCometSocket(world)
    try {
      await eventually(index(cometNetwork({}, 'trusted'), [socket.url]).pool, height(105))
    } finally {
      await socket.close()
    }
  })

  test('a batch that is too long for a node, or whose answer is too large, is asked for in parts', async () => {
    endpoint.behaviour.mostCalls = 3
    const largest = Math.max(
      ...[world.blocks, world.results, world.validators].flatMap((of) =>
        [...of.values()].map((each) => JSON.stringify(each).length),
      ),
    )
    running = runCometIndexer(database.url, cometNetwork(), [endpoint.url], undefined, largest + 200)
    await eventually(running.pool, height(105))
  })

  test('COMET_TOO_LARGE: an answer about one block that is too large to be read', async () => {
    endpoint.behaviour.alter = (method, _, answer) =>
      method === 'block_results' ? { ...answer, padding: 'x'.repeat(100_000) } : undefined
    running = runCometIndexer(database.url, cometNetwork(), [endpoint.url], undefined, 90_000)
    await eventually(running.pool, trouble('COMET_TOO_LARGE'))
    await eventually(running.pool, nothing)
  })

  test('REORG_BELOW_FINALITY: every endpoint has another block where one is stored', async () => {
    const events = [event('mint', { amount: '1', mode: 'BeginBlock' })]
    const [first, other] = ['one', 'other'].map((seed) => {
      const chain = new CometChain('og-synthetic-1', makeSigners(4, seed))
      for (let at = 1; at <= 6; at++) chain.mine({ events })
      return chain
    }) as [CometChain, CometChain]
    await endpoint.close()
    endpoint = await serveComet(first)
    await eventually(index(cometNetwork({ fromBlock: 1 })).pool, height(5))
    await running?.stop()
    await endpoint.close()
    endpoint = await serveComet(other)
    await eventually(index(cometNetwork({ fromBlock: 1 })).pool, trouble('REORG_BELOW_FINALITY'))
    expect(await rows('select max(height) from ingest.status')).toEqual([[5]])
  })

  test('a fork while it runs is refused at the first block that does not lead on from what is stored', async () => {
    const events = [event('mint', { amount: '1', mode: 'BeginBlock' })]
    const signers = makeSigners(4, 'forked')
    const [first, other] = ['1', '2'].map((amount) => {
      const chain = new CometChain('og-synthetic-1', signers)
      for (let at = 1; at <= 6; at++)
        chain.mine({ events, ...(at === 5 ? { txs: [Buffer.from(amount)] } : {}) })
      return chain
    }) as [CometChain, CometChain]
    other.mine({ events })
    other.mine({ events })
    await endpoint.close()
    endpoint = await serveComet(first)
    await eventually(index(cometNetwork({ fromBlock: 1 })).pool, height(5))
    for (const kind of ['blocks', 'results', 'validators'] as const)
      for (const [at, answer] of other[kind]) (first[kind] as Map<number, unknown>).set(at, answer)
    await eventually(
      running?.pool as never,
      `select count(*) > 0 from ingest.provider_fault where kind = 'parent_link' and block_number = 6`,
    )
    expect(await rows('select max(height) from ingest.status')).toEqual([[5]])
  })

  test('a tip whose results are not written yet is waited for', async () => {
    let refused = 0
    endpoint.behaviour.alter = (method, [at]) =>
      method === 'block_results' && at === '105' && refused++ < 5
        ? error('could not find results for height #105')
        : undefined
    await eventually(index().pool, height(105))
    expect(refused).toBeGreaterThan(5)
  })
})

describe('signatures', () => {
  // Block 3 of six has the votes of half the power: no chain commits it, and every hash of it is right.
  async function serveUnsigned(): Promise<void> {
    const signers = makeSigners(4, 'unsigned')
    const chain = new CometChain('og-synthetic-1', signers)
    const absent = new Set(signers.slice(0, 2).map(({ address }) => address))
    const events = [event('mint', { amount: '1', mode: 'BeginBlock' })]
    for (let at = 1; at <= 6; at++) chain.mine({ events, ...(at === 3 ? { absent } : {}) })
    await endpoint.close()
    endpoint = await serveComet(chain)
  }

  test('are checked under the last block of a stretch, from which hash links reach the others', async () => {
    await serveUnsigned()
    await eventually(index(cometNetwork({ fromBlock: 1 })).pool, height(5))
  })

  test('are checked under every block where the file says everyCommit', async () => {
    await serveUnsigned()
    await eventually(
      index(cometNetwork({ fromBlock: 1, everyCommit: true })).pool,
      `select count(*) > 0 from ingest.provider_fault where kind = 'commit_signatures'`,
    )
    expect(await rows('select count(*)::int from ingest.block where number >= 3')).toEqual([[0]])
  })
})

describe('an endpoint that lies is put aside, and what it said is kept', () => {
  const altered = (change: (answer: never) => void, wanted: string, at = '102') =>
    Object.assign((method: string, [height]: readonly string[], answer: unknown) => {
      if (method !== wanted || height !== at) return undefined
      change(answer as never)
      return answer
    }, {})

  test.each([
    [
      'header_hash',
      altered((it: { block: { header: { time: string } } }) => {
        it.block.header.time = '2027-01-01T00:42:00Z'
      }, 'block'),
    ],
    [
      'block_contents',
      altered((it: { block: { data: { txs: string[] } } }) => {
        it.block.data.txs = ['AA==']
      }, 'block'),
    ],
    [
      'results_hash',
      altered(
        (it: { txs_results: { gas_used: string }[] }) => {
          for (const each of it.txs_results) each.gas_used = '1'
        },
        'block_results',
        '103',
      ),
    ],
    [
      'results_hash',
      altered((it: { app_hash: string }) => {
        it.app_hash = 'AAAA'
      }, 'block_results'),
    ],
    [
      'validators_hash',
      altered(
        (it: { validators: { voting_power: string }[] }) => {
          for (const each of it.validators) each.voting_power = '7'
        },
        'validators',
        '100',
      ),
    ],
  ])('%s', async (kind, alter) => {
    const honest = await serveComet(world)
    try {
      endpoint.behaviour.alter = alter as never
      const network = cometNetwork({}, 'trusted')
      await eventually(index(network, [endpoint.url, honest.url]).pool, height(105))
      // Whoever was asked first: either it lied and was found out, or it was never asked for that.
      const faults = await rows('select kind from ingest.provider_fault')
      expect(faults.every((each) => (each as string[])[0] === kind)).toBe(true)
      await running?.stop()
      await eventually(index(cometNetwork(), [endpoint.url]).pool, height(105))
    } finally {
      await honest.close()
    }
  })

  test('a lie of the only endpoint is recorded', async () => {
    endpoint.behaviour.alter = altered((it: { app_hash: string }) => {
      it.app_hash = 'AAAA'
    }, 'block_results') as never
    await eventually(
      index().pool,
      `select count(*) = 1 from ingest.provider_fault where kind = 'results_hash' and block_number = 102`,
    )
  })

  test('other events are told of both, for no header says who is right', async () => {
    const other = await serveComet(world, {
      alter: altered(
        (it: { finalize_block_events: { type: string; attributes: { key: string; value: string }[] }[] }) => {
          for (const event of it.finalize_block_events)
            for (const each of event.attributes) if (each.key === 'burned_coins') each.value = '1'
        },
        'block_results',
      ) as never,
    })
    try {
      await eventually(index(cometNetwork(), [endpoint.url, other.url]).pool, height(105))
      expect(await rows('select kind, block_number from ingest.provider_fault')).toEqual([
        ['events_differ', 102],
      ])
      expect(await rows('select vouched_by from ingest.block where number = 102')).toEqual([
        [expect.stringContaining('says otherwise')],
      ])
      expect(await rows('select vouched_by from ingest.block where number = 103')).toEqual([
        [expect.stringMatching(/, /)],
      ])
    } finally {
      await other.close()
    }
  })
})

test('kept heights decode to the same facts once more, and lead to the same digest', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'comet-'))
  try {
    running = runCometIndexer(database.url, cometNetwork(), [endpoint.url], folder)
    const { pool } = running
    await eventually(pool, height(105))
    const kinds = [
      'penalty',
      'emission',
      'node_status',
      'node_report',
      'node_registered',
      'movement',
      'stake_change',
    ]
    const read = async () => {
      const found = await Promise.all(
        kinds.map((kind) =>
          rows(`select to_jsonb(f) from facts.${kind} f order by block_number, phase, position`),
        ),
      )
      return [found, await rows('select to_jsonb(n) from derived.node n order by node')]
    }
    const before = await read()
    running.pause()
    await running.ended
    const place = { network: 'consensus', chain: CHAIN }
    const [chain] = cometNetwork().chains
    if (!chain?.consensus) throw new Error('it is a consensus')
    const decode = await openConsensus(pool, place, chain.consensus)
    await redecode({ pool, place, decode, store: openSegments(folder, {}) }, new AbortController().signal)
    expect(await read()).toEqual(before)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
