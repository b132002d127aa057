import { heartbeatMessageHash, keccak256, pcrHashOf } from '../../src/claim/hash.ts'
import { type Hash32, toBytes, toHex } from '../../src/claim/hex.ts'
import { HONEST, type TeeName } from '../actors/keys.ts'
import type { Registration } from '../actors/tee-node.ts'
import { timeOf } from '../chain/chain.ts'
import type { Call } from '../chain/journal.ts'
import { type OperatorName, type Scene, through } from './operators.ts'
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

/** Nodes whose operators reach the registry through contracts. The others call it themselves. */
const THROUGH: Readonly<Partial<Record<RegisteredTee, OperatorName>>> = {
  'tee-2': 'tee-2',
  'tee-3': 'tee-3',
  'tee-4': 'tee-4',
  'tee-5': 'tee-5',
  silent: 'silent',
  unpublished: 'multicall',
}
/** In every fourth of its rounds the relayer leaves heartbeats to operators, and brings others in one multicall. */
const byContracts = (block: number) => block % 8 === 0
/** Whose heartbeats their operators send then, and those that the multicall brings. */
const SEND_THEIR_OWN: readonly RegisteredTee[] = ['tee-2', 'tee-3', 'tee-4', 'tee-5']
const BROUGHT_TOGETHER: readonly RegisteredTee[] = ['revoked', 'silent', 'unpublished']

/** Registrations and changes of state in this block. */
export async function changeNodes(world: Scene, block: number): Promise<Call[]> {
  const { tee } = world.keys
  const registry = (from: 'admin' | 'tee-5', fn: string, ...args: unknown[]) =>
    call(world, from, 'TEERegistry', fn, args)
  if (block === WHEN.registered) {
    const calls: Call[] = []
    for (const name of REGISTERED) calls.push(...(await registerTee(world, name, block)))
    return [...calls, ...PROVERS.map((name) => registerProver(world, name))]
  }
  if (block === WHEN.measurementRevoked) return [registry('admin', 'revokePCR', measurementOf('revoked'), 0)]
  if (block === WHEN.maintenance || block === WHEN.maintenanceEnds) {
    // The owner is a Safe; an entry point has another account bring the Safe's order.
    const change = block === WHEN.maintenance ? 'disableTEE' : 'enableTEE'
    const order = registry('tee-5', change, tee['tee-5'].teeId)
    return [await through(world, [world.operators['relayer-account'], world.operators['tee-5']], [order])]
  }
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
export async function beat(world: Scene, block: number): Promise<Call[]> {
  if (block % 2 === 1 || isQuiet(block)) return []
  const { tee } = world.keys
  const timestamp = timeOf(block) - 30
  const beats = REGISTERED.filter((name) => serves(name, block)).map((name) => {
    const isForged = name === 'forged-root' && block === WHEN.forgedHeartbeat
    const message = heartbeatMessageHash(tee[name].teeId, BigInt(timestamp))
    const signature = isForged ? tee.stranger.forge(tee[name], message) : tee[name].beat(timestamp)
    const brings = call(world, 'relayer', 'TEERegistry', 'heartbeat', [tee[name].teeId, timestamp, signature])
    return { name, node: tee[name], message, signature, brings }
  })
  const calls: Call[] = []
  const together = byContracts(block) ? BROUGHT_TOGETHER : []
  for (const { name, brings } of beats) {
    const own = byContracts(block) && SEND_THEIR_OWN.includes(name) ? THROUGH[name] : undefined
    if (together.includes(name)) continue
    calls.push(own ? await through(world, [world.operators[own]], [brings]) : brings)
  }
  const [first, ...others] = beats.flatMap(({ name, brings }) => (together.includes(name) ? [brings] : []))
  if (first) calls.push(await through(world, [world.operators.multicall], [first, ...others]))
  return [
    call(world, 'admin', 'NativeVerifier', 'allowSignatures', [
      beats.map(({ node, message, signature }) => keccak256(node.spki, toBytes(message), toBytes(signature))),
    ]),
    ...calls,
  ]
}

function measurementOf(image: Image): Hash32 {
  return pcrHashOf(...pcrsOf(image))
}

async function registerTee(world: Scene, name: RegisteredTee, block: number): Promise<Call[]> {
  const image: Image = name === 'revoked' || name === 'unpublished' ? name : 'current'
  const { root, forger, tee } = world.keys
  const at = new Date((timeOf(block) - 20) * 1000)
  const made = tee[name].attest(name === 'forged-root' ? forger : root, pcrsOf(image), at)
  const { document, spki, tlsCertificate } = name === 'forged-signature' ? alter(made) : made
  const evidence = keccak256(document, spki, tlsCertificate)
  const registers = call(world, name, 'TEERegistry', 'registerTEEWithAttestation', [
    toHex(document),
    toHex(spki),
    toHex(tlsCertificate),
    paymentAddress(name),
    `https://${name}.devnet.invalid`,
    0,
  ])
  const own = THROUGH[name]
  return [
    call(world, 'admin', 'NativeVerifier', 'allowAttestation', [evidence, measurementOf(image)]),
    own ? await through(world, [world.operators[own]], [registers]) : registers,
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
