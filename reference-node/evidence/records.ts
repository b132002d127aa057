import { decodeAbiParameters } from 'viem/utils'
import { Address, Hash32, type Hex, toBytes } from '../../src/claim/hex.ts'
import { textOf } from '../../src/claim/text.ts'
import type { SignedHeartbeat } from '../checks/heartbeat.ts'
import type { ProofClaim } from '../checks/proof-claim.ts'
import type { SignedResponse } from '../checks/signature/verify.ts'
import type { EvidenceLog } from './block.ts'
import { findCalls } from './calls.ts'
import { findEvent, findWord } from './events.ts'

/** Documents of one registration that are verified at most: each costs milliseconds, and an input may hold hundreds. */
const MOST_DOCUMENTS = 4

/** What one log states, read from the chain again. */
export type ChainRecord =
  | RegistrationRecord
  | {
      readonly kind: 'heartbeat'
      readonly teeId: Hash32
      readonly timestamp: bigint
      /** The transaction's own call; else candidates that stand in the call of another contract, of which one may be it. */
      readonly direct: boolean
      readonly signed: readonly SignedHeartbeat[]
    }
  | BatchRecord
  | { readonly kind: 'individual'; readonly handOff: SignedResponse }
  | ProofRecord
  | SealRecord

export interface RegistrationRecord {
  readonly kind: 'registration'
  readonly registry: Address
  readonly teeId: Hash32
  readonly teeType: number
  /** The transaction called the registry itself; else what follows was found in the call of another contract. */
  readonly direct: boolean
  /** Undefined when it does not stand in the call. One that was found inside hashes to the node's name, so it is the node's. */
  readonly signingKey: Uint8Array | undefined
  /**
   * What was registered with the key: the transaction's own call; else what stands in the input of another contract's call, each
   * once. None when there may be more than are read.
   */
  readonly calls: readonly RegistrationCall[]
}

export interface RegistrationCall {
  readonly attestation: Uint8Array
  readonly signingKey: Uint8Array
  readonly tlsCertificate: Uint8Array
}

interface BatchRecord {
  readonly kind: 'batch'
  readonly root: Hash32
  readonly size: bigint
  readonly blobId: string
}

export interface ProofRecord {
  readonly kind: 'proof'
  readonly node: Hash32
  /** The proof system's word; what is no text is shown as hexadecimal. */
  readonly system: string
  readonly claim: ProofClaim
  readonly sender: Address
}

/** A proof as a market takes it: which verifier it is for, it says itself. */
export interface SealRecord {
  readonly kind: 'seal'
  readonly prover: Address
  /** The number that its client gave the request. */
  readonly requestId: bigint
  /** Digest of what was asked for. */
  readonly request: Hash32
  /** Digest of what is proved. */
  readonly claim: Hash32
  /** Undefined where the delivery shows the claim's digest alone. */
  readonly shown: { readonly image: Hash32; readonly journal: Uint8Array } | undefined
  readonly seal: Uint8Array
}

/** Undefined when the log is none of the events that subjects come from. */
export function findRecord(log: EvidenceLog): ChainRecord | undefined {
  const event = findEvent(log)
  switch (event?.eventName) {
    case 'TEERegistered':
      return toRegistration(log, Hash32(event.args.teeId), event.args.teeType)
    case 'HeartbeatReceived':
      return toHeartbeat(log, Hash32(event.args.teeId), event.args.timestamp)
    case 'BatchSettlement': {
      const { merkleRoot, batchSize, walrusBlobId } = event.args
      const blobId = textOf(toBytes(walrusBlobId))
      return { kind: 'batch', root: Hash32(merkleRoot), size: batchSize, blobId }
    }
    case 'IndividualSettlement': {
      const { teeId, inputHash, outputHash, timestamp, signature } = event.args
      const hashes = { inputHash: Hash32(inputHash), outputHash: Hash32(outputHash) }
      const handOff = { teeId: Hash32(teeId), ...hashes, timestamp, signature: toBytes(signature) }
      return { kind: 'individual', handOff }
    }
    case 'ProofSubmitted': {
      const { args } = event
      const claim = {
        model: Hash32(args.model),
        inputHash: Hash32(args.inputHash),
        outputHash: Hash32(args.outputHash),
        verificationKeyHash: Hash32(args.verificationKeyHash),
        proof: toBytes(args.proof),
        publicSignals: toBytes(args.publicSignals),
      }
      const system = findWord(args.system) ?? args.system
      return { kind: 'proof', node: Hash32(args.node), system, claim, sender: log.transaction.from }
    }
    case 'ProofDelivered': {
      const { prover, fulfillment } = event.args
      return {
        kind: 'seal',
        prover: Address(prover),
        requestId: fulfillment.id,
        request: Hash32(fulfillment.requestDigest),
        claim: Hash32(fulfillment.claimDigest),
        shown: fulfillment.fulfillmentDataType === 1 ? readShown(fulfillment.fulfillmentData) : undefined,
        seal: toBytes(fulfillment.seal),
      }
    }
    default:
      return undefined
  }
}

/** `abi.encode(bytes32 imageId, bytes journal)`; undefined for bytes that are none. */
function readShown(data: Hex): SealRecord['shown'] {
  try {
    const [image, journal] = decodeAbiParameters([{ type: 'bytes32' }, { type: 'bytes' }], data)
    return { image: Hash32(image), journal: toBytes(journal) }
  } catch {
    return undefined
  }
}

function toRegistration(log: EvidenceLog, teeId: Hash32, teeType: number): RegistrationRecord {
  const { direct, found, complete } = findCalls(log, teeId)
  const calls = found.flatMap((made): RegistrationCall[] => {
    if (made.functionName === 'heartbeat' || made.args[5] !== teeType) return []
    const [attestation, signingKey, tlsCertificate] = made.args
    return [
      {
        attestation: toBytes(attestation),
        signingKey: toBytes(signingKey),
        tlsCertificate: toBytes(tlsCertificate),
      },
    ]
  })
  const different = calls.filter((each, at) => calls.findIndex((other) => isSame(each, other)) === at)
  return {
    kind: 'registration',
    registry: log.address,
    teeId,
    teeType,
    direct,
    signingKey: calls[0]?.signingKey,
    calls: complete && different.length <= MOST_DOCUMENTS ? different : [],
  }
}

function toHeartbeat(log: EvidenceLog, teeId: Hash32, timestamp: bigint): ChainRecord {
  const { direct, found } = findCalls(log, teeId)
  const signed = found.flatMap((made) => {
    const own =
      made.functionName === 'heartbeat' && made.args[0].toLowerCase() === teeId && made.args[1] === timestamp
    return own ? [{ teeId, timestamp, signature: toBytes(made.args[2]) }] : []
  })
  return { kind: 'heartbeat', teeId, timestamp, direct, signed }
}

function isSame(one: RegistrationCall, other: RegistrationCall): boolean {
  return isEqual(one.attestation, other.attestation) && isEqual(one.tlsCertificate, other.tlsCertificate)
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0
}
