import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findNextCell } from '../../../src/lake/cells.ts'
import { listColumns } from '../../../src/lake/columns.ts'
import { readLake } from '../../../src/lake/config.ts'
import { listLive } from '../../../src/lake/live.ts'
import { nameManifest } from '../../../src/lake/manifest.ts'
import { type VerifyOptions, verifyLake } from '../../../src/lake/verify.ts'
import { Environment } from '../../../src/platform/environment.ts'
import { codeOf, expectCode, flip } from '../../support/codes.ts'
import { addEntry, digestAt, feeRows, memoryLake, PLACE } from '../../support/lake.ts'

const COLUMNS = listColumns('fee')
const signal = new AbortController().signal
const fees = (...blocks: number[]) => ({ columns: COLUMNS, rows: feeRows(COLUMNS, blocks) })

async function smallLake() {
  const lake = memoryLake()
  const first = await addEntry(lake.store, undefined, { from: 0, to: 9 }, fees(1, 2, 9))
  const second = await addEntry(lake.store, first, { from: 10, to: 19 }, fees(10, 15))
  const verify = (more: Partial<VerifyOptions> = {}) =>
    verifyLake({ store: lake.store, place: PLACE, ...more }, signal)
  return { ...lake, first, second, verify }
}

/** Writes cells until none is whole, as exports do whenever blocks become final. */
function grow(grid: readonly number[], finals: readonly number[]) {
  let live: { from: number; to: number }[] = []
  for (const final of finals)
    for (;;) {
      const cell = findNextCell(grid, live, final)
      if (!cell) break
      expect(cell.to).toBeLessThanOrEqual(final)
      live = [...live.filter(({ from }) => from < cell.from), cell]
    }
  return live
}

test('which cells hold does not depend on when they were written', () => {
  const rising = fc.array(fc.nat(700), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(rising, (heights) => {
      const finals = heights.toSorted((a, b) => a - b)
      const last = finals.at(-1) ?? 0
      const live = grow([10, 50, 200], finals)
      expect(live).toEqual(grow([10, 50, 200], [last]))
      // They follow one another from block 0, up to the last whole cell of the least width.
      live.forEach(({ from }, at) => {
        expect(from).toBe((live[at - 1]?.to ?? -1) + 1)
      })
      expect(live.at(-1)?.to ?? -1).toBe(Math.floor((last + 1) / 10) * 10 - 1)
    }),
  )
})

test('a whole lake is verified, and says what it holds', async () => {
  const { verify, first, second } = await smallLake()
  expect(await verify({ seen: [first.name] })).toMatchObject({
    entries: 2,
    cells: 2,
    rows: 15,
    covered: 19,
    entry: second.name,
    comparedDigests: null,
    comparedRows: null,
  })
})

test('an empty place is a lake without rows', async () => {
  const { store } = memoryLake()
  expect(await verifyLake({ store, place: PLACE }, signal)).toMatchObject({
    cells: 0,
    covered: -1,
    entry: null,
  })
})

test('no byte of any file can be another one', async () => {
  const { objects, verify } = await smallLake()
  const files = [...objects.files.keys()]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (key, at, mask) => {
        const whole = objects.files.get(key) as Uint8Array
        objects.files.set(key, flip(whole, at % whole.length, mask))
        const code = await codeOf(() => verify())
        objects.files.set(key, whole)
        expect(code).toMatch(/^LAKE_/)
      },
    ),
    { numRuns: 120 },
  )
})

test('no file can be missing but the head, and without it nothing is claimed', async () => {
  const { objects, verify } = await smallLake()
  for (const [key, bytes] of [...objects.files]) {
    objects.files.delete(key)
    if (key.startsWith('heads/')) expect(await verify()).toMatchObject({ cells: 0, entry: null })
    else await expectCode(verify, 'LAKE_MISSING')
    objects.files.set(key, bytes)
  }
})

test('a head that was put back is found by who saw a later one', async () => {
  const { store, verify, first, second } = await smallLake()
  await store.putHead(nameManifest(PLACE), { entry: first.name, sequence: 0 })
  expect(await verify()).toMatchObject({ covered: 9 })
  await expectCode(() => verify({ seen: [second.name] }), 'LAKE_ROLLED_BACK')
})

test('a part of another writer is no part of the entry, even with the same rows but one', async () => {
  const { store, first } = await smallLake()
  const other = await addEntry(store, first, { from: 10, to: 19 }, fees(10, 16))
  const forged = await addEntry(store, first, { from: 10, to: 19 }, fees(10, 15), {
    parts: other.entry.parts,
  })
  expect(forged.entry.kinds).not.toEqual(other.entry.kinds)
  await expectCode(() => verifyLake({ store, place: PLACE }, signal), 'LAKE_ROWS')
})

test.each<[what: string, change: object, code: string]>([
  ['a gap', { from: 20, to: 29, digestBefore: digestAt(19) }, 'LAKE_CHAIN'],
  ['another digest before it', { digestBefore: digestAt(8) }, 'LAKE_CHAIN'],
  ['another chain', { chain: 1 }, 'LAKE_CHAIN'],
  ['another grid', { grid: [5] }, 'LAKE_CHAIN'],
  ['a sequence that was left out', { sequence: 2 }, 'LAKE_CHAIN'],
  ['another history', { previous: 'ab'.repeat(32) }, 'LAKE_MISSING'],
  ['an end before its beginning', { to: 9 }, 'LAKE_INVALID'],
  [
    'a kind that is counted twice',
    { kinds: [{ kind: 'fee', rows: 6, rowsSum: '00'.repeat(32) }] },
    'LAKE_ROWS',
  ],
  ['a kind without parts', { kinds: [{ kind: 'emission', rows: 1, rowsSum: '00'.repeat(32) }] }, 'LAKE_ROWS'],
  ['a kind that is not counted', { kinds: [] }, 'LAKE_ROWS'],
  ['another form', { format: 'assay-lake/2' }, 'LAKE_INVALID'],
])('an entry with %s is refused', async (_, change, code) => {
  const { store } = memoryLake()
  const first = await addEntry(store, undefined, { from: 0, to: 9 }, fees(1))
  await addEntry(store, first, { from: 10, to: 19 }, fees(10, 15), change)
  await expectCode(() => verifyLake({ store, place: PLACE }, signal), code)
})

test.each<[what: string, of: (rows: ReturnType<typeof fees>['rows']) => ReturnType<typeof fees>['rows']]>([
  ['out of order', (rows) => rows.toReversed()],
  ['twice', (rows) => rows.flatMap((row) => [row, row])],
  ['of a block outside', (rows) => [...rows, ...feeRows(COLUMNS, [30]).slice(-1)]],
  ['of another network', (rows) => rows.map((row) => ['other', ...row.slice(1)])],
])('rows that stand %s are refused', async (_, of) => {
  const { store } = memoryLake()
  const { columns, rows } = fees(1, 2)
  await addEntry(store, undefined, { from: 0, to: 9 }, { columns, rows: of(rows) })
  await expectCode(() => verifyLake({ store, place: PLACE }, signal), 'LAKE_ROWS')
})

test('a wider cell takes the place of those in it, and a chain that was indexed again that of all behind', async () => {
  const { store } = memoryLake()
  const first = await addEntry(store, undefined, { from: 0, to: 9 }, fees(1))
  const second = await addEntry(store, first, { from: 10, to: 19 }, fees(11))
  const wide = await addEntry(store, second, { from: 0, to: 99 }, fees(1, 11, 50))
  const again = await addEntry(store, wide, { from: 0, to: 9 }, fees(2))
  expect(listLive([first, second])).toEqual([first, second])
  expect(listLive([first, second, wide])).toEqual([wide])
  expect(listLive([first, second, wide, again])).toEqual([again])
  expect(await verifyLake({ store, place: PLACE }, signal)).toMatchObject({
    entries: 4,
    cells: 1,
    covered: 9,
  })
})

test('a grid of widths is taken when each is a multiple of the one before', () => {
  const read = (ASSAY_LAKE_GRID: string) => {
    const settings = new Environment({ ASSAY_LAKE_GRID })
    const { grid } = readLake(settings)
    settings.check()
    return grid
  }
  expect(read('')).toEqual([10_000, 100_000, 1_000_000])
  expect(read('5, 20')).toEqual([5, 20])
  for (const wrong of ['0', '20,5', '5,12', '5,5', 'a', '-5'])
    expect(() => read(wrong), wrong).toThrow('ASSAY_LAKE_GRID')
})
