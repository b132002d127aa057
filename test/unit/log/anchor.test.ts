import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Hash32 } from '../../../src/claim/hex.ts'
import { anchorData } from '../../../src/claim/log/anchor.ts'
import { weakBeaconOf, weakRandomness } from '../../../src/claim/sample/weak-beacon.ts'
import vectors from '../../fixtures/log/anchor.json' with { type: 'json' }

test('an anchor holds the hash of its checkpoint, as the format’s page shows it', () => {
  expect(anchorData(vectors.checkpoint)).toBe(vectors.data)
  expect(vectors.data.length / 2 - 1).toBe(41)
  const page = readFileSync('docs/formats/anchor.md', 'utf8')
  expect(page).toContain(vectors.data)
  expect(page).toContain(JSON.stringify(vectors.checkpoint).slice(1, -1))
  expect(anchorData(`${vectors.checkpoint}more\n`)).not.toBe(vectors.data)
})

test('a weak beacon has the name and the randomness that another implementation computes', () => {
  const { chainId, beacon, blockHash, randomness } = vectors.weak
  expect(weakBeaconOf(chainId)).toBe(beacon)
  expect(weakRandomness(chainId, Hash32(blockHash))).toBe(randomness)
  expect(weakBeaconOf(chainId + 1)).not.toBe(beacon)
})
