import { generateKeyPairSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { TeeNode } from '../../../devnet/actors/tee-node.ts'
import { verifyHeartbeat } from '../../../reference-node/checks/heartbeat.ts'
import { decodeRsaKey } from '../../../reference-node/checks/signature/key.ts'
import { verifySignature } from '../../../reference-node/checks/signature/verify.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import { toBytes } from '../../../src/claim/hex.ts'

const node = (name: string) =>
  new TeeNode(
    name,
    String(
      generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'pem', type: 'pkcs8' }),
    ),
  )
const [honest, stranger] = [node('honest'), node('stranger')]
const [input, output] = [keccak256(Buffer.from('in')), keccak256(Buffer.from('out'))]
const key = decodeRsaKey(honest.spki)
const signed = (response: ReturnType<TeeNode['respond']>) => ({
  ...response,
  signature: toBytes(response.signature),
})

it('signs responses and heartbeats that the checks accept', () => {
  verifySignature(signed(honest.respond(input, output, 1_767_225_600)), key)
  const signature = toBytes(honest.beat(1_767_225_600))
  verifyHeartbeat({ teeId: honest.teeId, timestamp: 1_767_225_600n, signature }, key)
})

it('forges so that every forgery gets the same answer, whatever the keys are', () => {
  for (let time = 1_767_225_600; time < 1_767_225_620; time++) {
    const forged = stranger.respond(input, output, time, honest)
    expect(forged.teeId).toBe(honest.teeId)
    expect(() => verifySignature(signed(forged), key)).toThrowError(
      expect.objectContaining({ code: 'REJECTED_SIGNATURE_FORGED' }),
    )
  }
})
