import type { FieldNode, GraphQLResolveInfo } from 'graphql'
import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { listExtensions } from '../../../src/api/extensions.ts'
import { Turns } from '../../../src/api/limits/turns.ts'
import { rowsOf } from '../../../src/api/live/range.ts'
import { getEntity } from '../../../src/api/model/model.ts'
import { TokenBook } from '../../../src/api/model/tokens.ts'
import { buildExecutableSchema } from '../../../src/api/schema/executable.ts'
import { getCatalogue } from '../../../src/platform/catalogue.ts'
import type { Pool } from '../../../src/platform/database.ts'

const tokens = new TokenBook([])
const built = buildExecutableSchema(tokens, await listExtensions([], await getCatalogue('catalogue')))
const document = parse('subscription { verdicts { verdict { number } } }').definitions[0] as unknown as {
  selectionSet: { selections: [{ selectionSet: { selections: FieldNode[] } }] }
}
const nodes = document.selectionSet.selections[0].selectionSet.selections
const info = { fragments: {}, variableValues: {} } as unknown as GraphQLResolveInfo

interface Asked {
  readonly above: number
  readonly upTo: number
}

/** A database of verdicts 1 to `count`, which gives up on statements that look through more than `most` numbers. */
function fakePool(count: number, most: number, statements: Asked[]): Pool {
  const query = async ({ values }: { values: readonly unknown[] }) => {
    const [above = 0, upTo = 0, after = 0] = values.map(Number)
    statements.push({ above, upTo })
    if (upTo - above > most) throw Object.assign(new Error('canceled'), { code: '57014' })
    const from = Math.max(above, after)
    const found = Array.from({ length: Math.max(0, Math.min(upTo, count) - from) }, (_, at) => from + 1 + at)
    return { rows: found.slice(0, 200).map((number) => [String(number), String(number)]) }
  }
  return { query } as unknown as Pool
}

async function read(pool: Pool, above: number, upTo: number) {
  const { model, schema } = built
  const range = { above, upTo, field: 'number', column: 'number_ASC', where: {}, orderBy: ['number_ASC'] }
  const reader = {
    model,
    schema,
    tokens,
    pool,
    turns: new Turns({ most: 1 }),
    caller: 'a',
    entity: getEntity(model, 'Verdict'),
    nodes,
    info,
    filter: undefined,
  }
  const begun: number[] = []
  const rows: number[] = []
  const done: number[] = []
  const begin = async (to: number) => void begun.push(to)
  for await (const event of rowsOf(reader, range, begin))
    if ('row' in event) rows.push(Number((event.row as { number: string }).number))
    else done.push(event.done)
  return { rows, done, begun }
}

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1)

test('every row comes once and in order, and the place moves on after each part', async () => {
  const statements: Asked[] = []
  const { rows, done } = await read(fakePool(3456, 1e9, statements), 0, 5000)
  expect(rows).toEqual(upTo(3456))
  expect(done.at(-1)).toBe(5000)
  expect(done).toEqual([...done].sort((a, b) => a - b))
  expect(done.length).toBeGreaterThan(2)
})

test('a range with nothing in it is walked through in few, wider and wider parts', async () => {
  const statements: Asked[] = []
  const { done } = await read(fakePool(0, 1e12, statements), 0, 10_000_000)
  expect(done.at(-1)).toBe(10_000_000)
  expect(statements.length).toBeLessThan(30)
})

test('a part that takes the database too long is asked for again in smaller ones', async () => {
  const statements: Asked[] = []
  const { rows, done } = await read(fakePool(900, 70, statements), 0, 900)
  expect(rows).toEqual(upTo(900))
  expect(done.at(-1)).toBe(900)
})

test('only what cannot be made smaller fails', async () => {
  await expect(read(fakePool(10, 0, []), 3, 4)).rejects.toMatchObject({ code: '57014' })
})

test('no page looks again through what lies before it', async () => {
  const statements: Asked[] = []
  await read(fakePool(1000, 1e9, statements), 0, 1000)
  const starts = statements.map(({ above }) => above)
  expect(starts).toEqual([0, 199, 399, 599, 799, 999])
})
