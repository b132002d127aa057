import { bls12_381 } from '@noble/curves/bls12-381.js'
import { describe, expect, test } from 'vitest'
import { type Hash32, Hex, toHex } from '../../../src/claim/hex.ts'
import {
  QUICKNET,
  roundAfter,
  roundMessage,
  timeOfRound,
  verifyRound,
} from '../../../src/claim/sample/beacon.ts'
import published from '../../fixtures/sample/drand-quicknet.json' with { type: 'json' }
import { expectCode, flip } from '../../support/codes.ts'

const [recorded] = published.rounds as [(typeof published.rounds)[number]]
const signature = Hex(`0x${recorded.signature}`)

describe('the beacon', () => {
  test('is pinned as published', () => {
    expect(QUICKNET).toEqual({
      chainHash: `0x${published.chainHash}`,
      publicKey: `0x${published.publicKey}`,
      genesisTime: published.genesisTime,
      periodSeconds: published.periodSeconds,
    })
  })

  test('gives the recorded round its randomness, and another round none', async () => {
    expect(verifyRound(QUICKNET, recorded.round, signature)).toBe(`0x${recorded.randomness}`)
    await expectCode(() => verifyRound(QUICKNET, recorded.round + 1, signature), 'BEACON_SIGNATURE')
  })

  test('takes no signature with a byte changed, cut, or of another group', async () => {
    const bytes = Buffer.from(recorded.signature, 'hex')
    const wrong = [flip(bytes, 0), flip(bytes, 20), flip(bytes, 47), bytes.subarray(1), Buffer.alloc(48)]
    const infinity = Buffer.alloc(48)
    infinity[0] = 0xc0
    const { secretKey } = bls12_381.shortSignatures.keygen(Buffer.alloc(48, 7))
    const forged = bls12_381.shortSignatures.sign(roundMessage(recorded.round), secretKey)
    for (const each of [...wrong, infinity, bls12_381.shortSignatures.Signature.toBytes(forged)])
      await expectCode(() => verifyRound(QUICKNET, recorded.round, toHex(each)), 'BEACON_SIGNATURE')
  })

  test('of another key verifies under that key', () => {
    const { secretKey, publicKey } = bls12_381.shortSignatures.keygen(Buffer.alloc(48, 7))
    const chain = {
      chainHash: `0x${'11'.repeat(32)}` as Hash32,
      publicKey: toHex(publicKey.toBytes()),
      genesisTime: 1000,
      periodSeconds: 2,
    }
    const signed = bls12_381.shortSignatures.sign(roundMessage(9), secretKey)
    expect(verifyRound(chain, 9, toHex(signed.toBytes()))).toMatch(/^0x[0-9a-f]{64}$/)
  })

  test('has a round for each time, always a later one', () => {
    const chain = { ...QUICKNET, genesisTime: 1000, periodSeconds: 3 }
    expect([timeOfRound(chain, 1), timeOfRound(chain, 5)]).toEqual([1000, 1012])
    expect([0, 999, 1000, 1002, 1003].map((at) => roundAfter(chain, at))).toEqual([1, 1, 2, 2, 3])
    for (const at of [0, 999, 1000, 1001, 1002, 1003, 5000]) {
      const round = roundAfter(chain, at)
      expect(timeOfRound(chain, round)).toBeGreaterThan(at)
      expect(round === 1 || timeOfRound(chain, round - 1) <= at).toBe(true)
    }
  })
})
