import { heartbeatMessageHash, keccak256, pcrHashOf } from '../../src/claim/hash.ts'
import { type Hash32, toBytes, toHex } from '../../src/claim/hex.ts'
import { HONEST, type TeeName } from '../actors/keys.ts'
import type { Registration } from '../actors/tee-node.ts'
import { timeOf } from '../chain/chain.ts'
import type { Call } from '../chain/journal.ts'
import { type Image, pcrsOf } from './setup.ts'
import {
  call,
  isQuiet,
  PROVERS,
  type ProverName,
  paymentAddress,
  proverId,
  type World,
  word,
} from './world.ts'

/** The blocks in which a TEE node's state changes. */
export const WHEN = {
  registered: 3,
  lastBeatOfSilent: 10,
  forgedHeartbeat: 18,
  measurementRevoked: 20,
  maintenance: 26,
  maintenanceEnds: 28,
  disabledByAdmin: 30,
} as const

export type RegisteredTee = Exclude<TeeName, 'stranger'>
const REGISTERED = [...HONEST, 'revoked', 'silent', 'forged-root', 'forged-signature', 'unpublished'] as const

/** Registrations and changes of state in this block. */
export function changeNodes(world: World, block: number): Call[] {
  const { tee } = world.keys
  const registry = (from: 'admin' | 'tee-5', fn: string, ...args: unknown[]) =>
    call(world, from, 'TEERegistry', fn, args)
  if (block === WHEN.registered)
    return [
      ...REGISTERED.flatMap((name) => registerTee(world, name, block)),
      ...PROVERS.map((name) => registerProver(world, name)),
    ]
  if (block === WHEN.measurementRevoked) return [registry('admin', 'revokePCR', measurementOf('revoked'), 0)]
  if (block === WHEN.maintenance) return [registry('tee-5', 'disableTEE', tee['tee-5'].teeId)]
  if (block === WHEN.maintenanceEnds) return [registry('tee-5', 'enableTEE', tee['tee-5'].teeId)]
  if (block === WHEN.disabledByAdmin) return [registry('admin', 'disableTEE', tee['forged-signature'].teeId)]
  return []
}

/** Whether a node is enabled and at work in this block. */
export function serves(name: RegisteredTee, block: number): boolean {
  if (block <= WHEN.registered) return false
  if (name === 'silent') return block <= WHEN.lastBeatOfSilent
  if (name === 'revoked') return block < WHEN.measurementRevoked
  if (name === 'tee-5') return block < WHEN.maintenance || block >= WHEN.maintenanceEnds
  if (name === 'forged-signature') return block < WHEN.disabledByAdmin
  return true
}

/** Every second block each node at work sends its heartbeat; one of them is somebody else's. */
export function beat(world: World, block: number): Call[] {
  if (block % 2 === 1 || isQuiet(block)) return []
  const { tee } = world.keys
  const timestamp = timeOf(block) - 30
  const beats = REGISTERED.filter((name) => serves(name, block)).map((name) => {
    const isForged = name === 'forged-root' && block === WHEN.forgedHeartbeat
    const message = heartbeatMessageHash(tee[name].teeId, BigInt(timestamp))
    const signature = isForged ? tee.stranger.forge(tee[name], message) : tee[name].beat(timestamp)
    return { node: tee[name], message, signature }
  })
  return [
    call(world, 'admin', 'NativeVerifier', 'allowSignatures', [
      beats.map(({ node, message, signature }) => keccak256(node.spki, toBytes(message), toBytes(signature))),
    ]),
    ...beats.map(({ node, signature }) =>
      call(world, 'relayer', 'TEERegistry', 'heartbeat', [node.teeId, timestamp, signature]),
    ),
  ]
}

function measurementOf(image: Image): Hash32 {
  return pcrHashOf(...pcrsOf(image))
}

function registerTee(world: World, name: RegisteredTee, block: number): Call[] {
  const image: Image = name === 'revoked' || name === 'unpublished' ? name : 'current'
  const { root, forger, tee } = world.keys
  const at = new Date((timeOf(block) - 20) * 1000)
  const made = tee[name].attest(name === 'forged-root' ? forger : root, pcrsOf(image), at)
  const { document, spki, tlsCertificate } = name === 'forged-signature' ? alter(made) : made
  const evidence = keccak256(document, spki, tlsCertificate)
  return [
    call(world, 'admin', 'NativeVerifier', 'allowAttestation', [evidence, measurementOf(image)]),
    call(world, name, 'TEERegistry', 'registerTEEWithAttestation', [
      toHex(document),
      toHex(spki),
      toHex(tlsCertificate),
      paymentAddress(name),
      `https://${name}.devnet.invalid`,
      0,
    ]),
  ]
}

// The last byte belongs to the COSE signature: a document of the right authority that no enclave signed like this.
function alter(registration: Registration): Registration {
  const document = Buffer.from(registration.document)
  document[document.length - 1] = (document[document.length - 1] ?? 0) ^ 1
  return { ...registration, document }
}

function registerProver(world: World, name: ProverName): Call {
  const role = name.startsWith('runner') ? 'onnx-runner' : 'snark-prover'
  const args = [proverId(name), word(role), world.accounts[name], `https://${name}.devnet.invalid`]
  return call(world, name, 'AssayWork', 'register', args)
}
