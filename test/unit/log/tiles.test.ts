import { describe, expect, test } from 'vitest'
import {
  decodeEntries,
  decodeHashes,
  encodeEntries,
  formatTilePath,
  listTiles,
  parseTilePath,
} from '../../../src/claim/log/tiles.ts'
import { expectCode } from '../../support/codes.ts'

// Of the specification: index 1234067 is x001/x234/067; 70,000 entries make 273 full tiles, one of 112, one full of level 1 …
const PATHS = [
  ['tile/0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
  ['tile/0/273.p/112', { level: 0, index: 273, width: 112 }],
  ['tile/1/001.p/17', { level: 1, index: 1, width: 17 }],
  ['tile/2/000.p/1', { level: 2, index: 0, width: 1 }],
  ['tile/entries/x001/000', { level: null, index: 1000, width: 256 }],
] as const

describe('tiles', () => {
  test.each(PATHS)('%s names one tile, and the tile it', (path, tile) => {
    expect(parseTilePath(path)).toEqual(tile)
    expect(formatTilePath(tile)).toBe(path)
  })

  test.each([
    'tile/0/1',
    'tile/0/0001',
    'tile/00/001',
    'tile/64/001',
    'tile/0/x000/001',
    'tile/0/001.p/0',
    'tile/0/001.p/256',
    'tile/0/001.p/01',
    'tile/0/../001',
    'tile/x/001',
    '/tile/0/001',
  ])('%s names none', (path) => {
    expect(parseTilePath(path)).toBeUndefined()
  })

  test('of a log of 70,000 entries are those of the specification', () => {
    const level0 = listTiles(0, 0, 70_000, 70_000)
    expect([level0.length, level0.at(-2)?.width, level0.at(-1)]).toEqual([
      274,
      256,
      { level: 0, index: 273, width: 112 },
    ])
    expect(listTiles(1, 0, 273, 70_000).map(({ width }) => width)).toEqual([256, 17])
    expect(listTiles(2, 0, 1, 70_000).map(({ width }) => width)).toEqual([1])
    expect(listTiles(1, 0, 1, 256).map(({ width }) => width)).toEqual([1])
  })

  test('entries come back as they went in, and broken bundles are refused', async () => {
    const entries = [Buffer.alloc(0), Buffer.from('ab'), Buffer.alloc(32, 7)]
    const bundle = encodeEntries(entries)
    expect(decodeEntries(bundle, 3).map((each) => Buffer.from(each))).toEqual(entries)
    for (const [bytes, count] of [
      [bundle, 2],
      [bundle.subarray(0, -1), 3],
      [Buffer.concat([bundle, Buffer.of(0)]), 3],
    ] as const)
      await expectCode(() => decodeEntries(bytes, count), 'LOG_TILE')
    await expectCode(() => decodeHashes(Buffer.alloc(33), 1), 'LOG_TILE')
    expect(decodeHashes(Buffer.alloc(64, 1), 2)).toHaveLength(2)
  })
})
