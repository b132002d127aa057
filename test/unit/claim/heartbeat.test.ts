import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { isHeartbeatSignature, readHeartbeatKey } from '../../../src/claim/heartbeat.ts'
import { toBytes } from '../../../src/claim/hex.ts'
import { TestNode } from '../../support/watch/actors.ts'

const TIME = 1_790_000_000

test('a heartbeat is the node’s own where its key signed this node and this second, and nothing else', () => {
  const [node, other] = [new TestNode(), new TestNode()]
  const key = readHeartbeatKey(node.spki)
  if (!key) throw new Error('an RSA key is read')
  const beat = { teeId: node.teeId, timestamp: BigInt(TIME), signature: toBytes(node.beat(TIME)) }
  expect(isHeartbeatSignature(key, beat)).toBe(true)
  const broken = Uint8Array.from(beat.signature, (byte, at) => (at === 9 ? byte ^ 1 : byte))
  for (const wrong of [
    { ...beat, timestamp: BigInt(TIME + 1) },
    { ...beat, teeId: other.teeId },
    { ...beat, signature: toBytes(other.beat(TIME)) },
    { ...beat, signature: broken },
    { ...beat, signature: new Uint8Array() },
  ])
    expect(isHeartbeatSignature(key, wrong)).toBe(false)
})

test('what is no RSA key is none', () => {
  const { publicKey } = generateKeyPairSync('ed25519')
  expect(readHeartbeatKey(publicKey.export({ format: 'der', type: 'spki' }))).toBeUndefined()
  expect(readHeartbeatKey(new Uint8Array([1, 2, 3]))).toBeUndefined()
})
