import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Entity, type Field, getEntity, type Model } from '../../../src/api/model/model.ts'
import { raw, toQuery } from '../../../src/api/sql/fragment.ts'
import { idExpression } from '../../../src/api/sql/id.ts'

// CommonJS with a graphql of its own: it shares nothing with the API but the rows. Its Apollo server finds another
// graphql than its schema here, so the schema is executed without one.
const require = createRequire(import.meta.url)
const own = createRequire(require.resolve('@subsquid/openreader/lib/db'))
const { parse, validate } = own('graphql') as {
  parse(text: string): object
  validate(schema: object, document: object): Error[]
}
const { loadModel } = own('./tools') as { loadModel(file: string): object }
const { getSchemaBuilder } = own('./dialect') as {
  getSchemaBuilder(options: object): Promise<{ build(): object }>
}
const { PoolOpenreaderContext } = own('./db') as {
  PoolOpenreaderContext: new (dialect: 'postgres', pool: pg.Pool) => { close(): Promise<void> }
}
const { openreaderExecute } = own('./util/execute') as {
  openreaderExecute(args: object, options: object): Promise<OracleAnswer>
}
const { toSnakeCase } = own('@subsquid/util-naming') as { toSnakeCase(text: string): string }

interface OracleAnswer {
  readonly data?: Record<string, unknown>
  readonly errors?: readonly unknown[]
}

export interface Oracle {
  ask(query: string): Promise<OracleAnswer>
  close(): Promise<void>
}

/**
 * OpenReader over the rows that the API reads. It wants an `id` and foreign keys as stored text: a schema `oracle` gives
 * it the API's views with those columns added, of the entities in `only` when it is given.
 */
export async function startOracle(
  databaseUrl: string,
  model: Model,
  only?: readonly string[],
): Promise<Oracle> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('create schema if not exists oracle')
  for (const entity of model.entities.values()) {
    if (only && !only.includes(entity.name)) continue
    await client.query(viewSql(model, entity))
    const view = snake(entity.singular)
    await client.query(`create unique index if not exists ${view}_id on oracle.${view} (id)`)
  }
  await client.end()
  const folder = await mkdtemp(join(tmpdir(), 'assay-oracle-'))
  const file = join(folder, 'schema.graphql')
  await writeFile(file, oracleSchema(model))
  const pool = new pg.Pool({ connectionString: databaseUrl, options: '-c search_path=oracle', max: 8 })
  const schema = (await getSchemaBuilder({ model: loadModel(file), connection: pool })).build()
  return {
    async ask(query) {
      const document = parse(query)
      const errors = validate(schema, document)
      if (errors.length) return { errors }
      const openreader = new PoolOpenreaderContext('postgres', pool)
      try {
        return await openreaderExecute({ schema, document, contextValue: { openreader } }, {})
      } finally {
        await openreader.close()
      }
    },
    async close() {
      await pool.end()
      await rm(folder, { recursive: true })
    },
  }
}

/** The model less what OpenReader cannot hold: a scalar `xId` beside a link `x`, whose column it takes for itself. */
export function withinOpenReader(model: Model): Model {
  const entities = [...model.entities].map(([name, entity]): [string, Entity] => {
    const fields = [...entity.fields].filter(
      ([field, { kind }]) =>
        kind !== 'scalar' || entity.fields.get(field.replace(/Id$/, ''))?.kind !== 'link',
    )
    return [name, { ...entity, fields: new Map(fields) }]
  })
  return { entities: new Map(entities) }
}

/** The field of a list's target that leads back: OpenReader derives lists from foreign keys. */
function backName(entity: Entity, field: Field): string {
  return `via${entity.name}${field.name}`
}

function oracleSchema(model: Model): string {
  const enums = `enum Outcome { verified rejected undecided }\nenum Fault { node relayer registry unknown }`
  const entities = [...model.entities.values()].map((entity) => {
    const own = [...entity.fields.values()].flatMap((field) => fieldSdl(entity, field))
    const back = listsInto(model, entity).map(([from, field]) => `${backName(from, field)}: ${from.name}`)
    return `type ${entity.name} @entity {\n${[...own, ...back].join('\n')}\n}`
  })
  return [enums, ...entities].join('\n')
}

/** Scalars that OpenReader has by another name. */
const SCALARS: Readonly<Record<string, string>> = { Date: 'String', ChainId: 'Int' }

function fieldSdl(entity: Entity, field: Field): string[] {
  switch (field.kind) {
    case 'id':
      return ['id: ID!']
    case 'scalar':
      return [`${field.name}: ${SCALARS[field.scalar] ?? field.scalar}`]
    case 'enum':
      return [`${field.name}: ${field.type}`]
    case 'amount':
      return [`${field.name}: BigInt`]
    case 'link':
      return [`${field.name}: ${field.entity}`]
    case 'list':
      return [`${field.name}: [${field.entity}!]! @derivedFrom(field: "${backName(entity, field)}")`]
    case 'computed':
      return []
  }
}

function listsInto(model: Model, target: Entity): [Entity, Extract<Field, { kind: 'list' }>][] {
  return [...model.entities.values()].flatMap((entity) =>
    [...entity.fields.values()].flatMap((field): [Entity, Extract<Field, { kind: 'list' }>][] =>
      field.kind === 'list' && field.entity === target.name ? [[entity, field]] : [],
    ),
  )
}

function viewSql(model: Model, entity: Entity): string {
  const columns = [...entity.fields.values()].flatMap((field): string[] => {
    if (field.kind === 'id') return [`${idSql(entity, 'v')} as id`]
    if (field.kind === 'link') {
      const target = getEntity(model, field.entity)
      return [`${idOf(target, field.to, field.from)} as ${snake(field.name)}_id`]
    }
    if (field.kind === 'amount') return [`v.${field.column} as ${snake(field.name)}`]
    if (field.kind === 'enum') return [`v.${field.column} as ${snake(field.name)}`]
    if (field.kind !== 'scalar') return []
    const cast =
      field.scalar === 'Int' || field.scalar === 'ChainId'
        ? '::integer'
        : field.scalar === 'Date'
          ? '::text'
          : field.scalar === 'BigInt'
            ? '::numeric'
            : ''
    return [`v.${field.column}${cast} as ${snake(field.name)}`]
  })
  const back = listsInto(model, entity).map(
    ([from, field]) => `${idOf(from, field.from, field.to)} as ${snake(backName(from, field))}_id`,
  )
  return `create materialized view if not exists oracle.${snake(entity.singular)} as select ${[...columns, ...back].join(', ')} from api.${entity.view} v`
}

// The id of the row of `target` whose columns `theirs` equal the view's columns `ours`.
function idOf(target: Entity, theirs: readonly string[], ours: readonly string[]): string {
  const on = theirs.map((column, at) => `o.${column} = v.${ours[at]}`).join(' and ')
  const order = target.key.map((part) => `o.${part.column}`).join(', ')
  return `(select ${idSql(target, 'o')} from api.${target.view} o where ${on} order by ${order} limit 1)`
}

const idSql = (entity: Entity, alias: string) => toQuery(idExpression(entity, raw(alias))).text

// As OpenReader turns names into columns.
function snake(name: string): string {
  return toSnakeCase(name)
}
