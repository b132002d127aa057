import { constants, createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { heartbeatMessageHash, responseMessageHash, teeIdOf } from '../../src/claim/hash.ts'
import { type Hash32, type Hex, toBytes, toHex } from '../../src/claim/hex.ts'
import { createAttestation, type Pcrs } from './attestation.ts'
import { createTlsCertificate, type Identity } from './authority.ts'

/** What a node signed for one response, as a batch leaf holds it. */
export interface Response {
  readonly teeId: Hash32
  readonly inputHash: Hash32
  readonly outputHash: Hash32
  readonly signature: Hex
  readonly timestamp: bigint
}

export interface Registration {
  readonly document: Uint8Array
  readonly spki: Uint8Array
  readonly tlsCertificate: Uint8Array
}

/** An enclave's signing key and what it signs with it. */
export class TeeNode {
  readonly name: string
  readonly spki: Buffer
  readonly teeId: Hash32
  readonly #key: KeyObject
  readonly #modulus: bigint

  /** @param pkcs8 RSA-2048 private key, PEM */
  constructor(name: string, pkcs8: string) {
    this.name = name
    this.#key = createPrivateKey(pkcs8)
    const { n = '' } = this.#key.export({ format: 'jwk' })
    this.#modulus = BigInt(`0x${Buffer.from(n, 'base64url').toString('hex')}`)
    this.spki = createPublicKey(this.#key).export({ format: 'der', type: 'spki' })
    this.teeId = teeIdOf(this.spki)
  }

  /** RSA-PSS with SHA-256 and a salt of 32 bytes over the 32-byte message hash. Source: og-evm precompiles/tee. */
  sign(message: Hash32): Hex {
    const key = { key: this.#key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
    let signature = sign('sha256', toBytes(message), key)
    // The stranger signs in others' names: a value above their modulus would be refused for that alone, by chance.
    while (this.name === 'stranger' && (signature[0] ?? 0) >= 0x80)
      signature = sign('sha256', toBytes(message), key)
    return toHex(signature)
  }

  /**
   * A signature that could be the victim's by its size: the salt is drawn until it lies below the victim's modulus. Else
   * it would depend on the keys, which no seed decides, whether a watchdog finds it out of range or forged.
   */
  forge(victim: TeeNode, message: Hash32): Hex {
    for (;;) {
      const signature = this.sign(message)
      if (BigInt(signature) < victim.#modulus) return signature
    }
  }

  /** @param victim the node in whose name it answers; absent: its own */
  respond(inputHash: Hash32, outputHash: Hash32, timestamp: number, victim: TeeNode = this): Response {
    const message = responseMessageHash(inputHash, outputHash, BigInt(timestamp))
    const signature = this.forge(victim, message)
    return { teeId: victim.teeId, inputHash, outputHash, signature, timestamp: BigInt(timestamp) }
  }

  beat(timestamp: number): Hex {
    return this.sign(heartbeatMessageHash(this.teeId, BigInt(timestamp)))
  }

  attest(root: Identity, pcrs: Pcrs, at: Date): Registration {
    const tlsCertificate = createTlsCertificate(`${this.name}.devnet`, at)
    const request = { root, at, pcrs, signingKeySpki: this.spki, tlsCertificate, nonce: randomBytes(32) }
    return { document: createAttestation(request), spki: this.spki, tlsCertificate }
  }
}
