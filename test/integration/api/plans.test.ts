import { readdirSync } from 'node:fs'
import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  separateOperations,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listQuestions, pick, valuesOf } from '../../../bench/api/questions.ts'
import { buildPublicSchema } from '../../../src/api/schema/schema.ts'
import { FACT_COLUMNS, type FactKind } from '../../../src/indexer/events/facts.ts'
import { buildIndexes, Partitions } from '../../../src/indexer/store/partitions.ts'
import { createPool, type Pool } from '../../../src/platform/database.ts'
import { compileQuestion, model } from '../../support/api/compile.ts'
import { blocksOf, listDocuments, readDocument } from '../../support/documents.ts'
import { explain, type Plan, total } from '../../support/plans.ts'
import { createDatabase, type TestDatabase } from '../../support/postgres.ts'
import { seed } from '../../support/seed.ts'

// Every list that the pages or the documents ask for, in a world whose tables are larger than what a list may read.
const CLAIMS = 12_000
const { schema } = buildPublicSchema([])
const LISTS = new Set(
  [...model.entities.values()].flatMap(({ plural, singular }) => [
    plural,
    `${singular}ById`,
    `${plural}Connection`,
  ]),
)
/** Rows that a list of at most a thousand may read of all tables together: its own, what is joined to them, and some around. */
const MOST_READ = 4_000

let database: TestDatabase
let pool: Pool
let values: Readonly<Record<string, unknown>>

beforeAll(async () => {
  database = await createDatabase()
  await seed(database.url, { nodes: 200, blocks: 4_000, claims: CLAIMS })
  pool = createPool(database.url, { application: 'test', max: 3 })
  await fill(pool)
  await buildIndexes(pool, new AbortController().signal)
  const { rows } =
    await pool.query(`select network || ':' || chain_id || '-' || block_number || '-' || position as id,
      '0x' || encode(tx_hash, 'hex') as "txHash", '0x' || encode(node, 'hex') as "nodeKey", '0x' || encode(input_hash, 'hex') as "inputHash",
      '0x' || encode(output_hash, 'hex') as "outputHash", network || ':' || chain_id || '-0x' || encode(node, 'hex') as node
    from facts.settled_claim where network = 'alpha' order by block_number desc limit 1`)
  const newest = await pool.query('select max(block_time) as at from ingest.status')
  const row = { ...rows[0], node: { id: rows[0].node, owner: null } }
  values = valuesOf(row, newest.rows[0].at.toISOString())
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

/** Rows that every kind of fact has at least, and each table that lists of what lies beside facts are read from. */
const MOST = CLAIMS
const VALUE: Readonly<Record<string, (column: string) => string>> = {
  bytea: (column) => (column === 'node' ? NODE : `sha256(convert_to('${column}' || i, 'UTF8'))`),
  'bytea[]': () => `'{}'`,
  boolean: () => 'i % 2 = 0',
  integer: () => 'i % 3',
  numeric: () => 'i',
  text: (column) => (column === 'blob_id' ? `'filled ' || i` : `'word ' || i % 5`),
  time: () => 'at',
}
const NODE = `sha256(convert_to('node' || i % 200, 'UTF8'))`
const NUMBERED = `from generate_series(1, ${MOST}) i, lateral (select 1 + i / 4 as block, timestamptz '2026-01-01 00:00:00Z' + (1 + i / 4) * interval '300 seconds' as at) t`

/** Fills what the seeded world leaves empty or short, so that a list which reads everything reads too much. */
async function fill(pool: Pool): Promise<void> {
  const partitions = new Partitions()
  for (const [kind, columns] of Object.entries(FACT_COLUMNS)) {
    const client = await pool.connect()
    const { rows } = await client.query(
      `select exists (select from pg_inherits where inhparent = 'facts.${kind}'::regclass) as there, (select count(*) from facts.${kind})::int as count`,
    )
    await client.query('begin')
    if (!rows[0].there) await partitions.ensure(client, kind as FactKind, 0, 4_000)
    const names = Object.keys(columns)
    const values = Object.entries(columns).map(([name, type]) => VALUE[type]?.(name))
    if (rows[0].count < MOST)
      await client.query(
        `insert into facts.${kind} (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, ${names})
          select 'alpha', 31337, block, sha256('block'), at, sha256(convert_to('filled' || i, 'UTF8')), 9000000 + i, '\\x01', ${values} ${NUMBERED}`,
      )
    await client.query('commit')
    client.release()
  }
  for (const statement of BESIDE) await pool.query(statement)
  await pool.query('analyze')
}

const BESIDE = [
  `insert into keeper.alert (network, rule, key, subject, at, says, source)
    select 'alpha', 'rule', 'key ' || i, 'subject', at, 'says', 'source' ${NUMBERED}`,
  `insert into ingest.provider_fault (network, chain_id, endpoint, kind)
    select 'alpha', 31337, 'https://rpc.example', 'lie' ${NUMBERED}`,
  `insert into keeper.reconciliation (network, chain_id, account, token, from_block, to_block, day, expected, observed, difference, status)
    select 'alpha', 31337, sha256(int4send(i)), '\\x02', 1, 2, at::date, 1, 1, 0, 'matches' ${NUMBERED}`,
  // As many as make reading all of them dear beside what a page of one claim is thought to cost.
  `insert into archive.blob (network, blob_id, status, sha256, size, first_seen_at, kept_at)
    select 'alpha', 'filled ' || i, 'kept', sha256(int4send(i)), 1, now(), now() from generate_series(1, ${5 * MOST}) i`,
  `insert into derived.lapse (network, chain_id, node, after_block, after_time, limit_seconds, from_time)
    select 'alpha', 31337, ${NODE}, 100000 + i, at, 1800, at ${NUMBERED}`,
  `insert into derived.payer_day (network, chain_id, payer, day, token)
    select 'alpha', 31337, sha256(int4send(i)), at::date, '\\x02' ${NUMBERED}`,
]

interface List {
  readonly name: string
  readonly question: string
  readonly query: string
  readonly given: readonly string[]
}

/** Each root field of a question that is a list of ours, as a question of its own. */
function listsOf(question: string, text: string): List[] {
  const document = withoutExtensions(parse(text))
  return document.definitions.flatMap((each) => {
    if (each.kind !== Kind.OPERATION_DEFINITION || each.operation !== 'query') return []
    return each.selectionSet.selections.flatMap((field) => {
      if (field.kind !== Kind.FIELD || !LISTS.has(field.name.value)) return []
      const definitions = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
      const alone: OperationDefinitionNode = {
        ...each,
        variableDefinitions: [],
        selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
      }
      const [needed] = Object.values(
        separateOperations({ kind: Kind.DOCUMENT, definitions: [alone, ...definitions] }),
      )
      const body = print(needed ?? document)
      const used = (each.variableDefinitions ?? []).filter(({ variable }) =>
        new RegExp(`\\$${variable.name.value}\\b`).test(body),
      )
      const query = print(
        visit(needed ?? document, {
          OperationDefinition: (node) => ({ ...node, variableDefinitions: used }),
        }),
      )
      const name = `${question}: ${field.alias?.value ?? field.name.value}`
      return [{ name, question, query, given: used.map(({ variable }) => variable.name.value) }]
    })
  })
}

/** What other rooms mount beside the entities is no list. */
function withoutExtensions(document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema)
  const own = visit(
    document,
    visitWithTypeInfo(types, {
      Field: ({ name }) =>
        types.getParentType() && !types.getFieldDef() && !name.value.startsWith('__') ? null : undefined,
    }),
  )
  const named = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const
  return visit(own, {
    SelectionSet: (set) => (set.selections.length === 0 ? { ...set, selections: [named] } : undefined),
  })
}

/** Where a question stands in a program, by the ending of its file. */
const QUOTED: Readonly<Record<string, RegExp>> = {
  mjs: /`(query[^`]*)`/g,
  py: /"""(query[\s\S]*?)"""/g,
  sh: /"query": "(query[^"]*)"/g,
}
const EXAMPLES = readdirSync('docs/api/examples').flatMap((file) => {
  const quoted = QUOTED[file.split('.').at(-1) ?? '']
  if (!quoted) return []
  return [...readDocument(`docs/api/examples/${file}`).matchAll(quoted)].map(
    ([, text]) => [file, text ?? ''] as const,
  )
})
const BLOCKS = listDocuments().flatMap((path) =>
  blocksOf(readDocument(path), 'graphql').map((text) => [path, text] as const),
)
const ALL = [
  ...listQuestions().flatMap(({ name, text }) => listsOf(name, text)),
  ...[...EXAMPLES, ...BLOCKS].flatMap(([path, text]) => listsOf(path, text)),
]

const SCANS = /Scan$/
const readBy = (node: Plan) => node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)

/** Rows that a count has to look at, since it tells their number. */
async function countedBy(query: string, text: string, params: readonly unknown[]): Promise<number> {
  if (!query.includes('totalCount')) return 0
  const { rows } = await pool.query({ text, values: [...params], rowMode: 'array' })
  return Number(rows[0]?.at(-1))
}

test('the pages and the documents ask for lists', () => {
  expect(ALL.length).toBeGreaterThan(40)
  const asking = new Set(ALL.map(({ question }) => question))
  for (const file of ['nodes.mjs', 'nodes.py', 'nodes.sh']) expect(asking).toContain(file)
})

describe('the plan of a list', () => {
  test.each(ALL)('$name', async ({ question, query, given }) => {
    const variables = Object.fromEntries(given.map((each) => [each, pick(values, each, question)]))
    const { text, values: params } = compileQuestion({ query, variables, written: true })
    const scans = (await explain(pool, text, params)).filter(
      (node) => SCANS.test(node['Node Type']) && node['Relation Name'],
    )
    expect(total(scans, readBy)).toBeLessThan(MOST_READ + (await countedBy(query, text, params)))
  })
})
