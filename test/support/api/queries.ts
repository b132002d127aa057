import fc from 'fast-check'
import {
  type ColumnField,
  type Entity,
  type Field,
  getEntity,
  type LinkField,
  type Model,
} from '../../../src/api/model/model.ts'
import { whereOperators } from '../../../src/api/schema/operators.ts'

/** Values that really stand in the database, by `entity.field`: filters that only miss would prove nothing. */
export type Samples = ReadonlyMap<string, readonly string[]>

/** One question as each of the two servers takes it. */
export interface Question {
  readonly ours: string
  readonly oracle: string
}

// Texts that break careless SQL.
const METACHARACTERS = ["'", '"', '%', '_', '\\', ';--', '$1', "' or 1=1", '\u{1F600}', '']

/** Random questions about one entity: filters, orders, pages, links and lists two levels deep. */
export function questions(model: Model, entity: Entity, samples: Samples): fc.Arbitrary<Question> {
  return fc
    .record({
      where: fc.option(where(model, entity, samples, 2), { nil: undefined }),
      order: orders(model, entity),
      limit: fc.integer({ min: 0, max: 40 }),
      offset: fc.integer({ min: 0, max: 15 }),
      fields: selection(model, entity, samples, 2),
    })
    .map(({ where, order, limit, offset, fields }) => ({
      ours: `{ rows: ${entity.plural}(${args(where, order.asked, limit, offset)}) ${fields.ours} }`,
      oracle: `{ rows: ${oracleList(entity)}(${args(where, order.total, limit, offset)}) ${fields.oracle} }`,
    }))
}

// OpenReader's own plural of the type's name.
function oracleList(entity: Entity): string {
  return entity.plural
}

function args(where: string | undefined, order: readonly string[], limit: number, offset: number): string {
  return `${where ? `where: ${where}, ` : ''}orderBy: [${order.join(', ')}], limit: ${limit}, offset: ${offset}`
}

interface Selected {
  readonly ours: string
  readonly oracle: string
}

function selection(model: Model, entity: Entity, samples: Samples, depth: number): fc.Arbitrary<Selected> {
  const fields = [...entity.fields.values()].filter((field) => field.kind !== 'computed')
  const leaves = fields.filter((field) => field.kind !== 'link' && field.kind !== 'list')
  const branches = depth > 0 ? fields.filter((field) => field.kind === 'link' || field.kind === 'list') : []
  return fc
    .tuple(
      fc.subarray(leaves, { minLength: 1 }),
      fc
        .subarray(branches, { maxLength: Math.min(2, branches.length) })
        .chain((some) => fc.tuple(...some.map((field) => branch(model, field, samples, depth)))),
    )
    .map(([plain, nested]) => ({
      ours: `{ ${[...plain.map((field) => (field.kind === 'amount' ? `${field.name} { value }` : field.name)), ...nested.map((each) => each.ours)].join(' ')} }`,
      oracle: `{ ${[...plain.map((field) => field.name), ...nested.map((each) => each.oracle)].join(' ')} }`,
    }))
}

function branch(model: Model, field: Field, samples: Samples, depth: number): fc.Arbitrary<Selected> {
  if (field.kind !== 'link' && field.kind !== 'list') throw new TypeError(`${field.name} has no fields`)
  const target = getEntity(model, field.entity)
  const inner = selection(model, target, samples, depth - 1)
  if (field.kind === 'link')
    return inner.map(({ ours, oracle }) => ({
      ours: `${field.name} ${ours}`,
      oracle: `${field.name} ${oracle}`,
    }))
  return fc
    .record({
      inner,
      order: orders(model, target),
      limit: fc.integer({ min: 0, max: 8 }),
      where: fc.option(where(model, target, samples, 1), { nil: undefined }),
    })
    .map(({ inner: fields, order, limit, where: filter }) => ({
      ours: `${field.name}(${args(filter, order.asked, limit, 0)}) ${fields.ours}`,
      oracle: `${field.name}(${args(filter, order.total, limit, 0)}) ${fields.oracle}`,
    }))
}

const DIRECTIONS = ['ASC', 'DESC', 'ASC_NULLS_FIRST', 'ASC_NULLS_LAST', 'DESC_NULLS_FIRST', 'DESC_NULLS_LAST']

// `asked` is what the API gets; `total` adds what the API promises as tie-break, since OpenReader has none.
function orders(model: Model, entity: Entity): fc.Arbitrary<{ asked: string[]; total: string[] }> {
  const columns = [...entity.fields.values()].filter(isColumn).map((field) => field.name)
  const links = [...entity.fields.values()].filter((field): field is LinkField => field.kind === 'link')
  const linked = links.flatMap((link) =>
    [...getEntity(model, link.entity).fields.values()]
      .filter(isColumn)
      .map((field) => `${link.name}_${field.name}`),
  )
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom(...columns, ...linked), fc.constantFrom(...DIRECTIONS)), {
      maxLength: 3,
      // OpenReader gathers the terms of one link, wherever they stand: one term a link keeps the order the same.
      selector: ([name]) => name.split('_')[0],
    })
    .map((terms) => {
      const direction = terms[0]?.[1].startsWith('DESC') ? 'DESC' : 'ASC'
      const taken = new Set(terms.map(([name]) => name))
      const key = entity.key.flatMap(({ column }) => {
        const field = [...entity.fields.values()].find((each) => isColumn(each) && each.column === column)
        return field && !taken.has(field.name) ? [`${field.name}_${direction}`] : []
      })
      const asked = terms.map(([name, each]) => `${name}_${each}`)
      return { asked, total: [...asked, ...key] }
    })
}

function isColumn(field: Field): field is ColumnField {
  return (
    field.kind === 'enum' ||
    field.kind === 'amount' ||
    (field.kind === 'scalar' && field.scalar !== 'JSON' && !field.isBulk)
  )
}

/** A filter, with links and lists `depth` levels deep. */
export function where(model: Model, entity: Entity, samples: Samples, depth: number): fc.Arbitrary<string> {
  const fields = [...entity.fields.values()].filter(
    (field) =>
      field.kind !== 'computed' && !(field.kind === 'scalar' && (field.scalar === 'JSON' || field.isBulk)),
  )
  const usable = depth > 0 ? fields : fields.filter((field) => field.kind !== 'link' && field.kind !== 'list')
  const one = fc.constantFrom(...usable).chain((field) => condition(model, entity, field, samples, depth))
  const some = fc.uniqueArray(one, { minLength: 1, maxLength: 3, selector: (text) => text.split(':')[0] })
  const plain = some.map((conditions) => conditions.join(', '))
  if (depth < 2) return plain.map((text) => `{ ${text} }`)
  const group = fc.array(where(model, entity, samples, 1), { minLength: 1, maxLength: 2 })
  return fc
    .tuple(plain, fc.option(fc.tuple(fc.constantFrom('AND', 'OR'), group), { nil: undefined, freq: 2 }))
    .map(([text, more]) => `{ ${text}${more ? `, ${more[0]}: [${more[1].join(', ')}]` : ''} }`)
}

function condition(
  model: Model,
  entity: Entity,
  field: Field,
  samples: Samples,
  depth: number,
): fc.Arbitrary<string> {
  if (field.kind === 'link') {
    const inner = where(model, getEntity(model, field.entity), samples, depth - 1)
    return fc.oneof(
      fc.boolean().map((yes) => `${field.name}_isNull: ${yes}`),
      inner.map((text) => `${field.name}: ${text}`),
    )
  }
  if (field.kind === 'list') {
    const inner = where(model, getEntity(model, field.entity), samples, depth - 1)
    return fc
      .tuple(fc.constantFrom('some', 'every', 'none'), inner)
      .map(([kind, text]) => `${field.name}_${kind}: ${text}`)
  }
  if (field.kind === 'computed') throw new TypeError(`${field.name} has no filter`)
  const bytes = field.kind === 'scalar' && field.scalar === 'Bytes'
  const operators = whereOperators(field).filter(({ operator }) => !(bytes && operator.endsWith('in')))
  const value = sampleOf(entity, field, samples)
  return fc.constantFrom(...operators).chain(({ operator }) => {
    if (operator === 'isNull') return fc.boolean().map((yes) => `${field.name}_isNull: ${yes}`)
    // OpenReader forgets an empty not_in, so that beside OR it no longer means "every row".
    if (operator === 'in' || operator === 'not_in')
      return fc
        .array(value, { minLength: operator === 'not_in' ? 1 : 0, maxLength: 3 })
        .map((values) => `${field.name}_${operator}: [${values.join(', ')}]`)
    return value.map((text) => `${field.name}_${operator}: ${text}`)
  })
}

function sampleOf(entity: Entity, field: Field, samples: Samples): fc.Arbitrary<string> {
  const known = samples.get(`${entity.name}.${field.name}`) ?? []
  const stored = known.length ? [fc.constantFrom(...known)] : []
  if (field.kind === 'enum') return fc.constantFrom(...(known.length ? known : ['verified']))
  if (field.kind === 'amount')
    return fc.oneof(
      ...stored,
      fc.bigInt({ min: 0n, max: 10n ** 30n }).map((n) => `"${n}"`),
    )
  if (field.kind === 'id') return fc.oneof(...stored, fc.constantFrom('"alpha:1-2-3"', '"x"'))
  if (field.kind !== 'scalar') throw new TypeError(`${field.name} has no value`)
  switch (field.scalar) {
    case 'ChainId':
      return fc.oneof(...stored, fc.integer({ min: 0, max: 250 }).map(String))
    case 'Int':
      return fc.oneof(...stored, fc.integer({ min: -5, max: 250 }).map(String))
    case 'BigInt':
      return fc.oneof(
        ...stored,
        fc.integer({ min: -5, max: 250 }).map((n) => `"${n}"`),
      )
    case 'Boolean':
      return fc.boolean().map(String)
    case 'Bytes':
      return fc.oneof(...stored, fc.constant('"0x00ff"'))
    case 'DateTime':
      return fc.oneof(...stored, fc.constantFrom('"2026-01-01T06:00:00Z"', '"2026-01-01T12:00:00.000Z"'))
    case 'Date':
      return fc.oneof(...stored, fc.constantFrom('"2026-01-01"', '"2026-01-02"'))
    default:
      // Whole values, pieces of them, and what breaks careless SQL.
      return fc.oneof(
        ...stored,
        ...(known.length
          ? [
              fc
                .tuple(fc.constantFrom(...known), fc.nat(8), fc.nat(8))
                .map(([text, from, length]) =>
                  JSON.stringify(String(JSON.parse(text)).slice(from, from + length)),
                ),
            ]
          : []),
        fc.constantFrom(...METACHARACTERS).map((text) => JSON.stringify(text)),
      )
  }
}

/** Reads up to `most` values of every field through `ask`, as GraphQL literals. */
export async function collectSamples(
  model: Model,
  ask: (query: string) => Promise<{ data?: Record<string, unknown> | null }>,
  most = 12,
): Promise<Samples> {
  const samples = new Map<string, string[]>()
  for (const entity of model.entities.values()) {
    const fields = [...entity.fields.values()].filter((field) => field.kind === 'id' || isColumn(field))
    const names = fields.map((field) => (field.kind === 'amount' ? `${field.name} { value }` : field.name))
    const { data } = await ask(`{ rows: ${entity.plural}(limit: 100) { ${names.join(' ')} } }`)
    for (const row of (data?.rows ?? []) as Record<string, unknown>[])
      for (const field of fields) {
        const text = literalOf(row, field)
        const key = `${entity.name}.${field.name}`
        const list = samples.get(key) ?? []
        if (text !== undefined && list.length < most && !list.includes(text))
          samples.set(key, [...list, text])
      }
  }
  return samples
}

function literalOf(row: Record<string, unknown>, { kind, name }: Field): string | undefined {
  const value = kind === 'amount' ? (row[name] as { value: unknown }).value : row[name]
  if (value === null || value === undefined) return undefined
  return kind === 'enum' ? String(value) : JSON.stringify(value)
}
