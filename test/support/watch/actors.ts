import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import {
  heartbeatMessageHash,
  keccak256,
  pcrHashOf,
  responseMessageHash,
  teeIdOf,
} from '../../../src/claim/hash.ts'
import { type Hash32, type Hex, toBytes, toHex } from '../../../src/claim/hex.ts'
import type { BatchLeaf } from '../../../src/claim/merkle.ts'
import { bindKeys, type DocumentChoices, makeDocument } from '../nitro-authority.ts'

/** A node's enclave key, and everything it signs for real. */
export class TestNode {
  readonly spki: Buffer
  readonly teeId: Hash32
  readonly #key: KeyObject

  constructor() {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
    this.#key = pair.privateKey
    this.spki = pair.publicKey.export({ format: 'der', type: 'spki' })
    this.teeId = teeIdOf(this.spki)
  }

  get tls(): Buffer {
    return Buffer.from(`tls certificate of ${this.teeId}`)
  }

  sign(message: Hash32): Hex {
    const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
    return toHex(sign('sha256', toBytes(message), { key: this.#key, ...padding }))
  }

  /** A leaf for a made-up question and answer, signed at that second. */
  respond(question: string, timestamp: number): BatchLeaf {
    const inputHash = keccak256(Buffer.from(`in ${question}`))
    const outputHash = keccak256(Buffer.from(`out ${question}`))
    const message = responseMessageHash(inputHash, outputHash, BigInt(timestamp))
    return {
      teeId: this.teeId,
      inputHash,
      outputHash,
      timestamp: BigInt(timestamp),
      signature: this.sign(message),
    }
  }

  beat(timestamp: number): Hex {
    return this.sign(heartbeatMessageHash(this.teeId, BigInt(timestamp)))
  }

  /** An attestation of this key made at that second, by an authority of its own. */
  attest(timestamp: number, image: number, choices: Partial<DocumentChoices> = {}): Attested {
    const { tls } = this
    const at = new Date(timestamp * 1000)
    const userData = bindKeys(tls, this.spki)
    return { ...makeDocument({ at, pcrs: pcrsOf(image), userData, ...choices }), tls }
  }
}

export interface Attested {
  readonly document: Buffer
  readonly root: Buffer
  readonly tls: Buffer
}

function pcrsOf(image: number): Map<number, Buffer> {
  return new Map([0, 1, 2, 3].map((index) => [index, Buffer.alloc(48, 16 * image + index + 1)]))
}

/** An image's name on chain. */
export function measurementOfImage(image: number): Hash32 {
  const [pcr0, pcr1, pcr2] = [...pcrsOf(image).values()] as [Buffer, Buffer, Buffer]
  return pcrHashOf(pcr0, pcr1, pcr2)
}
