import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createPublicClient, decodeEventLog, type Hex, http, parseAbi } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listExpectations } from '../../devnet/expect.ts'
import { removePostgres } from '../../src/platform/embedded.ts'
import { type Demo, listProcesses, removeDemo, runDemo } from '../support/demo.ts'

const BLOCKS = 40
const IASSAY = parseAbi([
  'event FeePaid(bytes32 indexed node, address indexed payer, bytes32 indexed request, address payee, address token, uint256 amount)',
  'event RewardPaid(bytes32 indexed node, address indexed payee, address token, uint256 amount, uint64 period, bytes32 reason)',
  'event NodeSlashed(bytes32 indexed node, bytes32 indexed reason, address staker, address token, uint256 amount, bytes32 evidence)',
  'event ProofSubmitted(bytes32 indexed node, bytes32 indexed model, bytes32 indexed request, bytes32 system, bytes32 verificationKeyHash, bytes32 inputHash, bytes32 outputHash, bytes proof, bytes publicSignals)',
])

interface Summary {
  blocks: number
  facts: Record<string, number>
  nodes: number
  claims: number
  verdicts: Record<string, { total: number; codes: Record<string, number> }>
  firstVerdictSeconds: number | null
  digest: string
}

let folder: string
let first: Summary
let second: Demo
let api: string

// One story in three acts: forty blocks to the end; the same data served over HTTP; a parent killed, and the next start.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-demo-'))
  const demo = runDemo(folder, '--fresh', '--blocks', String(BLOCKS), '--exit', '--json')
  const code = await demo.exit
  if (code !== 0) throw new Error(`the demo ended with ${code}: ${demo.output.stderr.slice(-3000)}`)
  first = JSON.parse(demo.output.stdout) as Summary
  expect(listProcesses(folder)).toEqual([])
  process.env.TOKEN_OF_THE_SHELL = 'not-for-children'
  second = runDemo(folder, '--blocks', String(BLOCKS))
  api = await second.says(/GraphQL: +(\S+)/)
}, 240_000)

afterAll(async () => {
  delete process.env.TOKEN_OF_THE_SHELL
  await removeDemo(second, folder)
}, 60_000)

async function query<T>(text: string): Promise<T> {
  const response = await fetch(api, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: text }),
  })
  const answer = (await response.json()) as { data?: T; errors?: { message: string }[] }
  if (!answer.data) throw new Error(answer.errors?.map((each) => each.message).join('; '))
  return answer.data
}

interface Finding {
  subjectKind: string
  blockNumber: number
  statement: string
  outcome: string
  code: string
  fault: string | null
}

describe('npm run demo', () => {
  test('ends by itself with one JSON object in which nothing is missing', () => {
    expect(first.blocks).toBe(BLOCKS)
    expect(first.digest).toMatch(/^0x[0-9a-f]{64}$/)
    expect(first.firstVerdictSeconds).toBeGreaterThan(0)
    expect(first.facts.settlement).toBeGreaterThan(10)
    expect(first.verdicts.verified?.total).toBeGreaterThan(300)
  })

  test('the ledger explains every balance that the keeper compared with it', async () => {
    const { differing } = await query<{ differing: unknown[] }>(
      '{ differing: reconciliations(where: { status_eq: "differs" }) { day account difference { value } } }',
    )
    expect(differing).toEqual([])
  })

  test('every cheat, and nothing else, is found: statement, outcome, code and fault', async () => {
    const { verdicts } = await query<{ verdicts: Finding[] }>(
      `{ verdicts(limit: 1000, where: { superseded_eq: false, outcome_in: [rejected, undecided], code_not_eq: "NOT_RECOMPUTABLE" })
         { subjectKind blockNumber statement outcome code fault } }`,
    )
    const found = verdicts.map((each) => [
      each.blockNumber,
      each.subjectKind,
      each.statement,
      each.outcome,
      each.code,
      each.fault,
    ])
    const expected = listExpectations().map((each) => [
      each.block,
      each.subject,
      each.statement,
      each.outcome,
      each.code,
      each.fault,
    ])
    expect(sorted(found)).toEqual(sorted(expected))
  })

  test('what a prover is paid tells a spread between nodes: only days are missing for a payback', async () => {
    const { payback } = await query<{
      payback: { answer: string; sample: { nodes: number }; missing: { input: string }[] }[]
    }>(
      `{ payback(network: "devnet", role: "snark-prover", cost: { hardware: "RTX_4090" }) { answer sample { nodes } missing { input } } }`,
    )
    expect(payback).toMatchObject([{ answer: 'INSUFFICIENT_DATA', sample: { nodes: 5 } }])
    expect(payback[0]?.missing.map(({ input }) => input)).toEqual([
      expect.stringMatching(/^30 days and 30 paid requests; there are 2 and \d+$/),
    ])
  })

  test('every conversation settled by itself is kept, and gives the settled hashes; its text is not served', async () => {
    const counts = await stored(
      `select jsonb_build_array(count(*) > 5, bool_and(status = 'kept'), bool_and(agrees)) from archive.individual`,
      [],
    )
    expect(counts).toEqual([true, true, true])
    expect((await fetch(api.replace('/graphql', '/content/devnet/any'))).status).toBe(404)
  })

  test('what a relayer did stands in no record of the nodes that it names', async () => {
    const { nodes } = await query<{
      nodes: { endpoint: string; verdicts: { outcome: string; fault: string | null }[] }[]
    }>(
      `{ nodes(where: { endpoint_contains: "tee-" }) { endpoint verdicts(limit: 500, where: { outcome_eq: rejected }) { outcome fault } } }`,
    )
    expect(nodes.length).toBeGreaterThanOrEqual(5)
    expect(nodes.flatMap((each) => each.verdicts)).toEqual([])
  })

  test('the silent node is a lapse, by name and from a second on', async () => {
    const { lapses } = await query<{
      lapses: { fromTime: string; toTime: string | null; node: { endpoint: string } }[]
    }>('{ lapses { fromTime toTime node { endpoint } } }')
    const open = lapses.filter((each) => each.toTime === null).map((each) => each.node.endpoint)
    expect(open).toContain('https://silent.devnet.invalid')
  })

  test('every node at every block is what the registry itself says: getTEE, isTEEActive, isPCRApproved', async () => {
    const seen = new Set<string>()
    for (let number = 1; number <= BLOCKS; number++) {
      const { nodes } = await query<{ nodes: Registered[] }>(
        `{ nodes(limit: 100, where: { teeType_isNull: false }, asOf: { block: { chainId: ${chainFile().chains[0].id}, number: ${number} } })
           { key owner paymentAddress endpoint measurement measurementApproved measurementFrom enabled lapsed } }`,
      )
      for (const { key, enabled, lapsed, measurementFrom, ...node } of nodes) {
        const said = await askRegistry(key, BigInt(number))
        const own = { ...node, enabled, active: enabled && lapsed === false }
        const from = THROUGH.some((name) => node.endpoint === `https://${name}.devnet.invalid`)
        expect([number, key, measurementFrom, own]).toEqual([number, key, from ? 'document' : 'chain', said])
        seen.add(`${said.enabled} ${said.active} ${said.measurementApproved}`)
      }
    }
    // Not a world in which everything is well all the time.
    expect(seen.size).toBeGreaterThan(2)
  })

  test('what went through account contracts is understood: only the call that made it stands elsewhere', async () => {
    const unknown = await stored(
      `select jsonb_object_agg(expected, logs) from (
         select reason || ', ' || substring(detail from 'expected ([^:]*):') || ', ' || substring(detail from '([0-9]+) found inside') as expected,
           count(*) as logs from facts.unknown_log group by 1) as each`,
      [],
    )
    expect(Object.keys(unknown as object).sort()).toEqual([
      'calldata, a registration with attestation, 1',
      'calldata, heartbeat, 1',
    ])
    // By no other contract was anything sent than by those that the admin deployed for it, or a constructor.
    const owners = await stored(
      `select count(distinct r.owner)::int from facts.node_registered r join facts.unknown_log u
         on (u.block_number, u.position) = (r.block_number, r.position)`,
      [],
    )
    expect(owners).toBe(THROUGH.length)
  })

  test('a Safe’s maintenance is its own, and who only brings orders is no relayer', async () => {
    const { statusChanges, settlements } = await query<{
      statusChanges: {
        blockNumber: number
        enabled: boolean
        actor: string | null
        node: { endpoint: string; owner: string }
      }[]
      settlements: { blockNumber: number }[]
    }>(
      `{ statusChanges(where: { blockNumber_in: [26, 28] }) { blockNumber enabled actor node { endpoint owner } }
         settlements(where: { relayer_isNull: true }) { blockNumber } }`,
    )
    const own = statusChanges.filter(({ node }) => node.endpoint === 'https://tee-5.devnet.invalid')
    const safe = own[0]?.node
    expect(sorted(own)).toEqual([
      { blockNumber: 26, enabled: false, actor: null, node: safe },
      { blockNumber: 28, enabled: true, actor: null, node: safe },
    ])
    expect(settlements.map(({ blockNumber }) => blockNumber).sort((a, b) => a - b)).toEqual([9, 10, 26, 37])
  })

  test('what readers wait for starts first: pages, then who gives verdicts, then all else', async () => {
    const started = () =>
      (JSON.parse(readFileSync(join(folder, 'processes.json'), 'utf8')) as { name: string }[]).map(
        ({ name }) => name,
      )
    await expect.poll(started, { timeout: 30_000 }).toContain('keeper')
    expect(started().slice(0, 9)).toEqual([
      'demo',
      'devnet',
      'api',
      'indexer',
      'reference-node',
      'archiver',
      'validators-indexer',
      'validators-comet',
      'keeper',
    ])
  })

  test('each process has the secrets that it needs, and no other', () => {
    const find = (script: string) =>
      listProcesses(folder).filter(({ command }) => command.includes(`/${script}`))
    const [databases, tokens] = [/DATABASE_URL=([^\0]*)/, /not-for-children/]
    for (const script of ['bin/assay.mjs devnet', 'bin/anvil']) {
      expect(find(script).length, script).toBeGreaterThan(0)
      for (const { environment } of find(script)) expect(environment, script).not.toMatch(databases)
    }
    for (const script of ['indexer', 'archiver', 'keeper', 'api', 'reference-node'].map(
      (each) => `bin/assay.mjs ${each}`,
    )) {
      expect(find(script).length, script).toBeGreaterThan(0)
      for (const { environment } of find(script)) {
        const user = new URL(databases.exec(environment)?.[1] ?? '').username
        expect([script, user]).toEqual([script, script === 'bin/assay.mjs api' ? 'assay_api' : 'assay'])
        expect(environment, script).not.toMatch(tokens)
      }
    }
  })

  test('the second run goes on from the data of the first', async () => {
    const { _meta } = await query<{ _meta: { digest: string; block: { number: number }; lag: number }[] }>(
      '{ _meta { digest block { number } lag } }',
    )
    expect(_meta[0]).toEqual({ digest: first.digest, block: { number: BLOCKS }, lag: 0 })
    // The chain of validators is one block ahead, and its newest block waits for the one that proves it.
    expect(_meta.slice(1)).toMatchObject([
      { block: { number: BLOCKS }, lag: 0 },
      { block: { number: BLOCKS }, lag: 0 },
    ])
  })

  test.each([
    ['fee', 'fees', 'FeePaid', 'fee'],
    ['emission', 'emissions', 'RewardPaid', 'emission'],
    ['penalty', 'penalties', 'NodeSlashed', 'slash'],
  ])(
    'one %s from its log to Postgres to the node’s day over GraphQL, to the base unit',
    async (table, list, event, kind) => {
      const chain = `chainId_eq: ${chainFile().chains[0].id}`
      const where =
        kind === 'slash'
          ? `{ kind_eq: "slash", amount_gt: "0", ${chain} }`
          : `{ nodeKey_isNull: false, ${chain} }`
      const rows = (
        await query<
          Record<
            string,
            { txHash: Hex; position: number; blockTime: string; nodeKey: Hex; amount: { value: string } }[]
          >
        >(`{ ${list}(limit: 1, where: ${where}) { txHash position blockTime nodeKey amount { value } } }`)
      )[list]
      const row = rows?.[0]
      if (!row) throw new Error(`no ${table}`)
      const log = await readLog(row.txHash, row.position)
      const decoded = decodeEventLog({ abi: IASSAY, data: log.data, topics: log.topics })
      expect(decoded.eventName).toBe(event)
      const args = decoded.args as { node: Hex; amount: bigint }
      expect(args.node).toBe(row.nodeKey)
      expect(args.amount).toBe(BigInt(row.amount.value))
      const day = row.blockTime.slice(0, 10)
      const sum = await stored(
        `select sum(amount)::text as sum from facts.${table} where node = $1 and block_time::date = $2::date ${kind === 'fee' ? 'and not refund' : ''}`,
        [Buffer.from(row.nodeKey.slice(2), 'hex'), day],
      )
      const { nodes } = await query<{
        nodes: { amounts: { attribution: string; amount: { value: string } }[] }[]
      }>(
        `{ nodes(where: { key_eq: "${row.nodeKey}" }) { amounts(where: { day_eq: "${day}", kind_eq: "${kind}" }) { attribution amount { value } } } }`,
      )
      const explicit = nodes[0]?.amounts.filter((each) => each.attribution === 'explicit')
      expect(explicit?.map((each) => each.amount.value)).toEqual([sum])
    },
  )

  test('validators stand beside the nodes of contracts: what consensus took and gave, their statements, their rules', async () => {
    const consensus = chainFile().chains[2].id
    const answer = await query<{
      penalties: { blockNumber: number; kind: string; amount: { value: string | null } | null }[]
      nodes: {
        enabled: boolean
        economics: { class: string; statement: { emissionsAccrued: { value: string | null } } }[]
      }[]
      disclosures: { rule: string; status: string; value: string | null }[]
    }>(
      `{ penalties(where: { chainId_eq: ${consensus} }, orderBy: [blockNumber_ASC, kind_ASC]) { blockNumber kind amount { value } }
         nodes(where: { role_eq: "validator" }) { enabled economics { class statement { emissionsAccrued { value } } } }
         disclosures(where: { rule_startsWith: "slashing.validator" }, orderBy: [seenAt_ASC]) { rule status value } }`,
    )
    expect(
      answer.penalties.map(({ blockNumber, kind, amount }) => [blockNumber, kind, amount?.value ?? null]),
    ).toEqual([
      [11, 'jail', null],
      [11, 'slash', String(2n * 10n ** 18n)],
      [23, 'double_sign', null],
      [23, 'jail', null],
      [23, 'slash', String(1000n * 10n ** 18n)],
      [23, 'tombstone', null],
    ])
    expect(answer.nodes.map(({ enabled }) => enabled).sort()).toEqual([false, true, true, true, true])
    for (const { economics } of answer.nodes) {
      expect(economics.map((each) => each.class)).toEqual(['synthetic'])
      expect(Number(economics[0]?.statement.emissionsAccrued.value)).toBeGreaterThan(0)
    }
    // The newest of each: what the file says stands before what the keeper read.
    expect(Object.fromEntries(answer.disclosures.map(({ rule, status }) => [rule, status]))).toEqual({
      'slashing.validator.fraction.double-sign': 'contradicted',
      'slashing.validator.fraction.downtime': 'disclosed',
      'slashing.validator.jail': 'disclosed',
      'slashing.validator.window': 'disclosed',
    })
  })

  test('one proof from its log to Postgres to its verdicts over GraphQL', async () => {
    const { claims } = await query<{
      claims: {
        txHash: Hex
        position: number
        inputHash: Hex
        outputHash: Hex
        verdicts: { statement: string; outcome: string }[]
      }[]
    }>(
      `{ claims(limit: 1, orderBy: [blockNumber_ASC], where: { evidence_eq: "groth16" }) { txHash position inputHash outputHash verdicts { statement outcome } } }`,
    )
    const claim = claims[0]
    if (!claim) throw new Error('no proof')
    const log = await readLog(claim.txHash, claim.position)
    const { args } = decodeEventLog({
      abi: IASSAY,
      eventName: 'ProofSubmitted',
      data: log.data,
      topics: log.topics,
    })
    expect([args.inputHash, args.outputHash]).toEqual([claim.inputHash, claim.outputHash])
    const proof = await stored(
      `select encode(proof, 'hex') as proof from facts.settled_claim where tx_hash = $1 and position = $2`,
      [Buffer.from(claim.txHash.slice(2), 'hex'), claim.position],
    )
    expect(`0x${proof}`).toBe(args.proof)
    expect(sorted(claim.verdicts.map((each) => [each.statement, each.outcome]))).toEqual([
      ['output_reproduced', 'verified'],
      ['proof_valid', 'verified'],
    ])
  })

  test('a demo that already runs here is refused in one sentence', async () => {
    const other = runDemo(folder)
    expect(await other.exit).not.toBe(0)
    expect(other.output.stderr).toMatch(/a demo already runs here \(process \d+\)/)
  })

  test('a port in use and a folder that cannot be written are one sentence each', async () => {
    const { port } = new URL(api)
    const taken = runDemo(`${folder}-other`, '--port', port)
    const noFolder = join(folder, 'database-url/demo')
    const denied = runDemo(noFolder)
    expect([await taken.exit, await denied.exit]).toEqual([78, 78])
    expect(taken.output.stderr).toContain(
      `port ${port} is in use: stop what listens there, or give --port another`,
    )
    expect(denied.output.stderr).toContain(`cannot write to ${noFolder}: give --data a folder that is yours`)
    await rm(`${folder}-other`, { recursive: true, force: true })
  })

  test('one seed gives the same counts and verdicts, whatever the keys', async () => {
    const other = await mkdtemp(join(tmpdir(), 'assay-demo-'))
    const demo = runDemo(other, '--fresh', '--blocks', String(BLOCKS), '--exit', '--json')
    const code = await demo.exit
    await removePostgres(join(other, 'postgres'))
    await rm(other, { recursive: true, force: true })
    expect(code, demo.output.stderr.slice(-2000)).toBe(0)
    const { digest, firstVerdictSeconds: _, ...summary } = JSON.parse(demo.output.stdout) as Summary
    const { digest: before, firstVerdictSeconds: __, ...counts } = first
    expect(summary).toEqual(counts)
    // Keys are random, so bytes and hashes differ.
    expect(digest).not.toBe(before)
  }, 180_000)

  // The last two end what the tests above use.
  test('a dead child ends the demo in one sentence, with nothing left running', async () => {
    const indexer = listProcesses(folder).find((each) => each.command.includes('bin/assay.mjs indexer'))
    if (!indexer) throw new Error('no indexer process')
    process.kill(indexer.pid, 'SIGKILL')
    expect(await second.exit).toBe(70)
    expect(second.output.stderr).toMatch(/indexer was killed by SIGKILL: start the demo again/)
    expect(listProcesses(folder)).toEqual([])
  })

  test('after kill -9 of the parent the next start leaves no orphan and comes to the same end', async () => {
    const third = runDemo(folder, '--blocks', String(BLOCKS))
    await third.says(/GraphQL: +(\S+)/)
    const demo = listProcesses(folder).find((each) => each.command.includes('bin/assay.mjs demo'))
    if (!demo) throw new Error('no demo process')
    process.kill(demo.pid, 'SIGKILL')
    await third.exit
    expect(listProcesses(folder).length).toBeGreaterThan(3)
    const fourth = runDemo(folder, '--blocks', String(BLOCKS), '--exit', '--json')
    const code = await fourth.exit
    expect(code, fourth.output.stderr.slice(-4000)).toBe(0)
    const { firstVerdictSeconds: _, ...summary } = JSON.parse(fourth.output.stdout) as Summary
    const { firstVerdictSeconds: __, ...before } = first
    expect(summary).toEqual(before)
    expect(listProcesses(folder)).toEqual([])
  }, 180_000)
})

const sorted = <T>(rows: T[]): T[] =>
  [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

interface Registered {
  readonly key: Hex
  readonly owner: string
  readonly paymentAddress: string
  readonly endpoint: string
  readonly measurement: string
  readonly measurementApproved: boolean
  readonly measurementFrom: string
  readonly enabled: boolean
  readonly lapsed: boolean | null
}

/** Nodes whose operators reach the registry through contracts. */
const THROUGH = ['tee-2', 'tee-3', 'tee-4', 'tee-5', 'silent', 'unpublished']

const REGISTRY = parseAbi([
  'struct TEEInfo { address owner; address paymentAddress; string endpoint; bytes publicKey; bytes tlsCertificate; bytes32 pcrHash; uint8 teeType; bool enabled; uint256 registeredAt; uint256 lastHeartbeatAt; }',
  'function getTEE(bytes32 teeId) view returns (TEEInfo)',
  'function isTEEActive(bytes32 teeId) view returns (bool)',
  'function isPCRApproved(uint8 teeType, bytes32 pcrHash) view returns (bool)',
])

const chainFile = () => JSON.parse(readFileSync(join(folder, 'devnet/networks/devnet/network.json'), 'utf8'))
const client = () => createPublicClient({ transport: http(chainFile().chains[0].endpoints[0]) })

/** The registry's own views of a node, after that block. */
async function askRegistry(key: Hex, blockNumber: bigint) {
  const { address } = (chainFile().contracts as { interface: string; address: Hex }[]).find((each) =>
    each.interface.startsWith('opengradient/tee-registry'),
  ) as { address: Hex }
  const at = { address, abi: REGISTRY, blockNumber } as const
  const tee = await client().readContract({ ...at, functionName: 'getTEE', args: [key] })
  const active = await client().readContract({ ...at, functionName: 'isTEEActive', args: [key] })
  const approved = await client().readContract({
    ...at,
    functionName: 'isPCRApproved',
    args: [tee.teeType, tee.pcrHash],
  })
  return {
    owner: tee.owner.toLowerCase(),
    paymentAddress: tee.paymentAddress.toLowerCase(),
    endpoint: tee.endpoint,
    measurement: tee.pcrHash,
    measurementApproved: approved,
    enabled: tee.enabled,
    active,
  }
}

async function readLog(hash: Hex, position: number) {
  const { logs } = await client().getTransactionReceipt({ hash })
  const log = logs.find((each) => each.logIndex === position)
  if (!log) throw new Error(`no log ${position} in ${hash}`)
  return log
}

async function stored(sql: string, values: unknown[]): Promise<unknown> {
  const client = new pg.Client({
    connectionString: readFileSync(join(folder, 'database-url'), 'utf8').trim(),
  })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql, values)
    return Object.values(rows[0] ?? {})[0]
  } finally {
    await client.end()
  }
}
