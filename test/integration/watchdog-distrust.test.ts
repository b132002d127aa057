import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listBlocks, listDueSubjects } from '../../reference-node/work/pick.ts'
import { recordAnswers } from '../../reference-node/work/record.ts'
import type { Hash32, Hex } from '../../src/claim/hex.ts'
import { toBytes, toHex } from '../../src/claim/hex.ts'
import type { BatchLeaf } from '../../src/claim/merkle.ts'
import { sha256 } from '../../src/platform/content-store.ts'
import { serveChain } from '../support/mockchain/server.ts'
import { measurementOfImage, TestNode } from '../support/watch/actors.ts'
import { makeBatch } from '../support/watch/blobs.ts'
import { call, emit } from '../support/watch/calls.ts'
import { findSaid, findVerdict } from '../support/watch/verdicts.ts'
import { CHAIN, REGISTRY, RELAY, WatchWorld } from '../support/watch/world.ts'

const OWNER: Hex = `0x${'0e'.repeat(20)}`
let world: WatchWorld
let alice: TestNode

beforeEach(async () => {
  world = await WatchWorld.create()
  alice = new TestNode()
  const time = world.timeOf(world.next)
  const attested = alice.attest(time, 1)
  await world.describe({ roots: [attested.root] })
  const approved = emit(REGISTRY, 'PCRApproved', {
    pcrHash: measurementOfImage(1),
    teeType: 0,
    version: 'v1',
  })
  const log = emit(REGISTRY, 'TEERegistered', { teeId: alice.teeId, owner: OWNER, teeType: 0 })
  const args = [toHex(attested.document), toHex(alice.spki), toHex(attested.tls), OWNER, 'https://node', 0]
  world.chain.mine([{ logs: [approved] }, call(REGISTRY, 'registerTEEWithAttestation', args, [log])])
})
afterEach(() => world.close())

/** Settles one response by itself; returns the claim's id. */
function settleOne(question: string): string {
  const { teeId, inputHash, outputHash, timestamp, signature } = alice.respond(
    question,
    world.timeOf(world.next),
  )
  const args = { teeId, ethAddress: OWNER, inputHash, outputHash, timestamp, walrusBlobId: '0x', signature }
  return `${CHAIN}-${world.chain.mine([{ logs: [emit(RELAY, 'IndividualSettlement', args)] }]).number}-0`
}

const said = (id: string, code: string) =>
  `exists (select from watch.latest_verdict where subject_id = '${id}' and statement = 'hand_off_signed' and code = '${code}')`

describe('the reference node does not believe the database', () => {
  test('a claim that the database tells otherwise is undecided until it is mended', async () => {
    const id = settleOne('one')
    await world.index()
    const { rows } = await world.pool.query('select output_hash from facts.settled_claim')
    await world.pool.query(`update facts.settled_claim set output_hash = decode(repeat('ee', 32), 'hex')`)
    world.startWatchdog()
    await world.until(said(id, 'FACT_DIFFERS'))
    expect(await findSaid(world.pool, id, 'hand_off_signed')).toMatchObject({
      outcome: 'undecided',
      transient: true,
    })
    await world.pool.query('update facts.settled_claim set output_hash = $1', [rows[0].output_hash])
    await world.until(said(id, 'VERIFIED'))
    const both = await world.pool.query(
      `select code from watch.verdict where subject_id = $1 and statement = 'hand_off_signed' order by number`,
      [id],
    )
    // Superseded, not deleted; and said once, however often it was tried.
    expect(both.rows.map((row) => row.code)).toEqual(['FACT_DIFFERS', 'VERIFIED'])
  })

  test('a fact that the chain knows nothing of is never verified', async () => {
    settleOne('one')
    await world.index()
    await world.pool.query(
      `insert into facts.settled_claim select network, chain_id, block_number, block_hash, block_time, tx_hash, phase, 7,
         contract, node, evidence, request, requester, model, input_hash, output_hash, claimed_at, signature, blob_id
       from facts.settled_claim`,
    )
    world.startWatchdog()
    const invented = `${CHAIN}-2-7`
    await world.until(said(invented, 'FACT_DIFFERS'))
    expect((await findSaid(world.pool, invented, 'settlement_included'))?.outcome).not.toBe('verified')
  })

  test('a fact about a stranger’s log is never verified', async () => {
    const id = settleOne('one')
    const { teeId, inputHash, outputHash, timestamp, signature } = alice.respond(
      'two',
      world.timeOf(world.next),
    )
    const args = { teeId, ethAddress: OWNER, inputHash, outputHash, timestamp, walrusBlobId: '0x', signature }
    const stranger: Hex = `0x${'ee'.repeat(20)}`
    const block = world.chain.mine([{ logs: [emit(stranger, 'IndividualSettlement', args)] }])
    await world.index()
    await world.pool.query(
      `insert into facts.settled_claim select network, chain_id, $1, $2, block_time, tx_hash, phase, 0, contract, node,
         evidence, request, requester, model, $3, $4, to_timestamp($6), $5, blob_id from facts.settled_claim`,
      [
        block.number,
        toBytes(block.hash),
        toBytes(inputHash),
        toBytes(outputHash),
        toBytes(signature),
        Number(timestamp),
      ],
    )
    world.startWatchdog()
    await world.until(`${said(`${CHAIN}-${block.number}-0`, 'FACT_DIFFERS')} and ${said(id, 'VERIFIED')}`)
  })

  test('a registration that the database lost is found on the chain', async () => {
    const id = settleOne('one')
    await world.index()
    await world.pool.query('delete from facts.node_registered')
    await world.pool.query('delete from facts.measurement_status')
    world.startWatchdog()
    await world.until(said(id, 'VERIFIED'))
  })

  test('a leaf that the archive tells otherwise is not judged', async () => {
    const leaf = alice.respond('leaf', world.timeOf(world.next))
    const { root, blob } = makeBatch([leaf])
    world.store.blobs.set('batch', blob)
    const walrusBlobId = toHex(Buffer.from('batch'))
    const { number } = world.chain.mine([
      { logs: [emit(RELAY, 'BatchSettlement', { merkleRoot: root, batchSize: 1n, walrusBlobId })] },
    ])
    await world.index()
    world.startArchiver()
    await world.until(`exists (select from archive.leaf)`)
    await world.pool.query(`update archive.leaf set input_hash = decode(repeat('ee', 32), 'hex')`)
    world.startWatchdog()
    await world.until(said(`${CHAIN}-${number}-0-0`, 'FACT_DIFFERS'))
  })
})

/** Settles one leaf in a batch of its own; returns the settlement's id. */
function settleBatch(leaf: BatchLeaf, settledRoot?: Hex): string {
  const { root, blob } = makeBatch([leaf])
  world.store.blobs.set('batch', blob)
  const args = { merkleRoot: settledRoot ?? root, batchSize: 1n, walrusBlobId: toHex(Buffer.from('batch')) }
  return `${CHAIN}-${world.chain.mine([{ logs: [emit(RELAY, 'BatchSettlement', args)] }]).number}-0`
}

describe('the reference node does not believe the archive', () => {
  const settled = (id: string, code: string) =>
    `exists (select from watch.latest_verdict where subject_id = '${id}' and statement = 'settlement_included' and code = '${code}')`

  test('bytes that were exchanged in the folder are fetched again, or are not there', async () => {
    const id = settleBatch(alice.respond('leaf', world.timeOf(world.next)))
    const bytes = world.store.blobs.get('batch') as Buffer
    await world.index()
    world.startArchiver()
    await world.until('exists (select from archive.leaf)')
    const hash = sha256(bytes).slice(2)
    await writeFile(
      join(world.folder, 'archive/sha256', hash.slice(0, 2), hash),
      makeBatch([alice.respond('x', 1)]).blob,
    )
    world.store.blobs.delete('batch')
    world.startWatchdog()
    await world.until(settled(id, 'UNAVAILABLE_BLOB'))
    world.store.blobs.set('batch', bytes)
    await world.until(settled(id, 'VERIFIED'))
  })

  test('leaves that the archive files under a root which they do not give are the relayer’s', async () => {
    const id = settleBatch(alice.respond('leaf', world.timeOf(world.next)), `0x${'ee'.repeat(32)}`)
    await world.index()
    world.startArchiver()
    await world.until('exists (select from archive.leaf)')
    await world.pool.query(`update archive.blob set merkle_root = decode(repeat('ee', 32), 'hex')`)
    world.startWatchdog()
    await world.until(settled(`${id}-0`, 'REJECTED_BATCH_ROOT'))
    expect(await findSaid(world.pool, `${id}-0`, 'settlement_included')).toMatchObject({ fault: 'relayer' })
  })
})

describe('only the registry says who may speak', () => {
  test('what another contract says of registrations and approvals does not count', async () => {
    const ghost = new TestNode()
    const time = world.timeOf(world.next)
    const { document, tls, root } = ghost.attest(time, 1)
    await world.describe({ roots: [root], acceptAny: 'assay/v1' })
    for (const contract of [RELAY, `0x${'ee'.repeat(20)}` as Hex]) {
      const log = emit(contract, 'TEERegistered', { teeId: ghost.teeId, owner: OWNER, teeType: 0 })
      const approved = emit(contract, 'PCRApproved', {
        pcrHash: measurementOfImage(1),
        teeType: 0,
        version: 'v1',
      })
      const args = [toHex(document), toHex(ghost.spki), toHex(tls), OWNER, 'https://node', 0]
      world.chain.mine([call(contract, 'registerTEEWithAttestation', args, [approved, log])])
    }
    const { teeId, inputHash, outputHash, timestamp, signature } = ghost.respond(
      'one',
      world.timeOf(world.next),
    )
    const args = { teeId, ethAddress: OWNER, inputHash, outputHash, timestamp, walrusBlobId: '0x', signature }
    const { number } = world.chain.mine([{ logs: [emit(RELAY, 'IndividualSettlement', args)] }])
    await world.index()
    world.startWatchdog()
    await world.until(said(`${CHAIN}-${number}-0`, 'REJECTED_NODE_UNKNOWN'))
  })
})

describe('the reference node does not believe its endpoints', () => {
  test('a registration that the endpoint leaves out is found where the database says', async () => {
    const id = settleOne('one')
    await world.index()
    world.endpoint.behaviour.lie = (method, _, honest) => (method === 'eth_getLogs' ? [] : honest())
    world.startWatchdog()
    await world.until(said(id, 'VERIFIED'))
  })

  test('an altered log proves nothing against the claim', async () => {
    const id = settleOne('one')
    await world.index()
    world.endpoint.behaviour.lie = (method, _, honest) => {
      const result = honest()
      if (method !== 'eth_getBlockReceipts') return result
      return JSON.parse(JSON.stringify(result).replaceAll(alice.teeId.slice(2), 'ee'.repeat(32)))
    }
    world.startWatchdog()
    await world.until(said(id, 'UNAVAILABLE_PROOF'))
    expect(await findSaid(world.pool, id, 'hand_off_signed')).toMatchObject({
      outcome: 'undecided',
      transient: true,
    })
    world.endpoint.behaviour.lie = undefined
    await world.until(said(id, 'VERIFIED'))
  })

  test('an honest second endpoint is enough to prove what a lying first one hides', async () => {
    const id = settleOne('one')
    await world.index()
    const liar = await serveChain(world.chain, {
      lie: (method, _, honest) =>
        method === 'eth_getBlockReceipts' || method === 'eth_getLogs' ? [] : honest(),
    })
    world.startWatchdog({ [`RPC_${CHAIN}`]: `${liar.url},${world.endpoint.url}` })
    await world.until(said(id, 'VERIFIED'))
    await liar.close()
  })

  test('an endpoint that refuses wide ranges is asked for narrow ones', async () => {
    for (let block = 0; block < 20; block++) world.chain.mine([])
    const id = settleOne('one')
    await world.index()
    world.endpoint.behaviour.limits = { maxRange: 3 }
    world.startWatchdog()
    await world.until(said(id, 'VERIFIED'))
  })

  test('endpoints that name different blocks leave everything undecided', async () => {
    const id = settleOne('one')
    await world.index()
    const other = await serveChain(world.chain.fork(1, 99))
    other.chain.mine([])
    other.chain.finalityDepth = 0
    world.startWatchdog({ [`RPC_${CHAIN}`]: `${world.endpoint.url},${other.url}` })
    await world.until(said(id, 'UNAVAILABLE_AGREEMENT'))
    await other.close()
  })
})

describe('a verdict belongs to one block', () => {
  test('a verdict for a block that is no longer there is not written', async () => {
    settleOne('one')
    await world.index()
    const options = { network: 'world', watchdog: 'test', repeatGraceSeconds: 0 }
    const subjects = await listDueSubjects(world.pool, options, { chainId: CHAIN, numbers: [2] })
    const claim = subjects.find(({ kind }) => kind === 'claim')
    if (!claim) throw new Error('nothing is due')
    const verdict = {
      outcome: 'verified',
      code: 'VERIFIED',
      fault: null,
      detail: 'good',
      transient: false,
    } as const
    const said = { statement: 'hand_off_signed', conditions: {}, nextTryAt: null } as const
    await world.pool.query(`update facts.settled_claim set block_hash = decode(repeat('ee', 32), 'hex')`)
    expect(await recordAnswers(world.pool, options, [{ ...said, subject: claim, verdict }])).toEqual([])
    expect(await findVerdict(world.pool, claim.id, 'hand_off_signed')).toBeUndefined()
    const there = { ...claim, blockHash: `0x${'ee'.repeat(32)}` as Hash32 }
    expect(await recordAnswers(world.pool, options, [{ ...said, subject: there, verdict }])).toHaveLength(1)
    // What stands is not said twice, nor otherwise.
    const other = { ...verdict, outcome: 'rejected', code: 'REJECTED_X', fault: 'node' } as const
    expect(await recordAnswers(world.pool, options, [{ ...said, subject: there, verdict: other }])).toEqual(
      [],
    )
  })

  test('a subject above the last final block is left alone', async () => {
    const first = settleOne('one')
    const second = settleOne('two')
    await world.index()
    const of = { network: 'world', watchdog: 'test', repeatGraceSeconds: 0 }
    const pick = async () => [
      await listBlocks(world.pool, 'world', CHAIN, 1, 9),
      (await listDueSubjects(world.pool, of, { chainId: CHAIN, numbers: [2, 3] })).map(({ block }) => block),
    ]
    expect(await pick()).toEqual([
      [2, 3],
      [2, 3],
    ])
    await world.pool.query('update ingest.status set finalized_height = 2')
    expect(await pick()).toEqual([[2], [2]])
    await world.index()
    // The index calls it final, the endpoint does not. One worker, so both answers are written together.
    world.chain.finalityDepth = 1
    world.startWatchdog({ ASSAY_CHECKS: '1' })
    await world.until(said(first, 'VERIFIED'))
    expect(await findVerdict(world.pool, second, 'hand_off_signed')).toBeUndefined()
    world.chain.mine([])
    await world.index()
    await world.until(said(second, 'VERIFIED'))
  })

  test('an index that still shows a block which the chain left gets no verdict for it', async () => {
    const id = settleOne('one')
    await world.index()
    world.chain.unwind(1)
    expect(settleOne('two')).toBe(id)
    const later = settleOne('three')
    await world.index()
    world.startWatchdog({ ASSAY_CHECKS: '1' })
    await world.until(said(later, 'VERIFIED'))
    const { rows } = await world.pool.query('select distinct subject_id from watch.retry')
    expect(rows).toEqual([{ subject_id: id }])
    expect(await findVerdict(world.pool, id, 'hand_off_signed')).toBeUndefined()
  })
})
