import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { Step } from '../../../devnet/actors/accounts.ts'
import type { Identity } from '../../../devnet/actors/authority.ts'
import { type Registration, TeeNode } from '../../../devnet/actors/tee-node.ts'
import { timeOf } from '../../../devnet/chain/chain.ts'
import { pcrsOf } from '../../../devnet/scenario/setup.ts'
import { heartbeatMessageHash, keccak256, pcrHashOf, responseMessageHash } from '../../../src/claim/hash.ts'
import { Address, type Hash32, type Hex, toBytes, toHex } from '../../../src/claim/hex.ts'
import type { OperatorWorld } from './world.ts'

/** The enclave image that every node of these worlds runs. */
export const MEASUREMENT: Hash32 = pcrHashOf(...pcrsOf('current'))

/** A node of an operator: its key, and the calls that it makes of the registry and of the relay in the next block. */
export class OperatorNode {
  readonly name: string
  readonly node: TeeNode
  readonly #world: OperatorWorld

  private constructor(world: OperatorWorld, name: string, pkcs8: string) {
    this.#world = world
    this.name = name
    this.node = new TeeNode(name, pkcs8)
  }

  static async create(world: OperatorWorld, name: string): Promise<OperatorNode> {
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
    return new OperatorNode(world, name, String(privateKey.export({ format: 'pem', type: 'pkcs8' })))
  }

  get teeId(): Hash32 {
    return this.node.teeId
  }

  get payee(): Address {
    return Address(keccak256(Buffer.from(`payee of ${this.name}`)).slice(0, 42))
  }

  get endpoint(): string {
    return `https://${this.name.replaceAll(' ', '-')}.operators.invalid`
  }

  /** A registration that the chain's verifier lets through; `by` a stranger, the document is forged. */
  register(by: Identity = this.#world.root): Step {
    const made = this.#attest(by)
    const evidence = keccak256(made.document, made.spki, made.tlsCertificate)
    this.#world.admin('NativeVerifier', 'allowAttestation', evidence, MEASUREMENT)
    return this.#registration(made)
  }

  /** A registration with the node's key that the chain's verifier refuses; `by` a stranger, the document is forged. */
  refused(by: Identity = this.#world.root): Step {
    return this.#registration(this.#attest(by), 'https://decoy.operators.invalid')
  }

  #attest(by: Identity): Registration {
    return this.node.attest(by, pcrsOf('current'), new Date((this.#now - 20) * 1000))
  }

  #registration({ document, spki, tlsCertificate }: Registration, endpoint = this.endpoint): Step {
    const args = [toHex(document), toHex(spki), toHex(tlsCertificate), this.payee, endpoint, 0]
    return this.#world.step('TEERegistry', 'registerTEEWithAttestation', ...args)
  }

  beat(): Step {
    const time = this.#now - 30
    const signature = this.node.beat(time)
    this.#allow(heartbeatMessageHash(this.teeId, BigInt(time)), signature)
    return this.#beatWith(time, signature)
  }

  /** A heartbeat of the same node that the registry refuses, signed so many seconds before the good one. */
  forgedBeat(secondsBefore: number): Step {
    return this.#beatWith(this.#now - 30 - secondsBefore, `0x${'5a'.repeat(256)}`)
  }

  /** One answer, settled by itself. */
  settle(): Step {
    const [inputHash, outputHash] = ['in', 'out'].map((each) =>
      keccak256(Buffer.from(`${each} ${this.name} ${this.#now}`)),
    ) as [Hash32, Hash32]
    const { signature, timestamp } = this.node.respond(inputHash, outputHash, this.#now - 90)
    this.#allow(responseMessageHash(inputHash, outputHash, timestamp), signature)
    const args = [this.teeId, inputHash, outputHash, timestamp, this.payee, '0x626c6f62', signature]
    return this.#world.step('InferenceSettlementRelay', 'settleIndividual', ...args)
  }

  /** Many answers, settled by the root over them; the relay checks nothing of it. */
  settleBatch(size: number): Step {
    const root = keccak256(Buffer.from(`root ${this.name} ${this.#now}`))
    return this.#world.step(
      'InferenceSettlementRelay',
      'batchSettle',
      root,
      size,
      toHex(Buffer.from(`blob of ${this.name}`)),
    )
  }

  /** A payment of so much to the node, which that facilitator takes out of what the payer allowed. */
  pay(amount: number, facilitator: Address): Step {
    const permitted = { token: this.#world.at('SyntheticDollar'), amount: amount + 1 }
    // No two payments of these worlds are alike.
    const nonce = BigInt(keccak256(Buffer.from(`${this.name} ${amount} ${this.#now}`)))
    const permit = { permitted, nonce, deadline: this.#now }
    const witness = { to: this.payee, facilitator, validAfter: 0 }
    return this.#world.step('UptoPayment', 'settle', permit, amount, this.#world.payer, witness, '0x')
  }

  get #now(): number {
    return timeOf(this.#world.next)
  }

  #beatWith(time: number, signature: Hex): Step {
    return this.#world.step('TEERegistry', 'heartbeat', this.teeId, time, signature)
  }

  #allow(message: Hash32, signature: Hex): void {
    const evidence = keccak256(this.node.spki, toBytes(message), toBytes(signature))
    this.#world.admin('NativeVerifier', 'allowSignatures', [evidence])
  }
}
