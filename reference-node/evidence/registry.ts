import { CodedError } from '../../src/claim/errors.ts'
import { Address, Hash32 } from '../../src/claim/hex.ts'
import { decodeNitro } from '../../src/claim/nitro.ts'
import { measurementOf } from '../../src/claim/nitro-verify.ts'
import type { EvidenceLog } from './block.ts'
import type { ChainView } from './chain.ts'
import type { Contracts } from './contracts.ts'
import { findEvent, REGISTRY_TOPICS } from './events.ts'
import type { ChainPosition, RegistryEvent } from './node-history.ts'
import { findRecord } from './records.ts'
import { Stride } from './stride.ts'

/** An account that may speak for a node of an IAssayV1 contract, from a place on the chain on. */
export interface Operator extends ChainPosition {
  readonly contract: Address
  readonly node: Hash32
  readonly operator: Address
  readonly payee: Address
}

export interface PublishedModel {
  readonly model: Hash32
  readonly uri: string
}

/** Blocks that somebody (the database) says hold registry events: read and proved like all others. */
export type Hint = (from: number, to: number) => Promise<readonly number[]>

/**
 * Who may speak on a chain, replayed from its own logs. A getter of the registry would say the same, but only for the
 * blocks whose state an endpoint still keeps; logs are kept by all of them and prove themselves. An endpoint can still
 * leave a log out: so every endpoint and the database are asked where to look, and each block is proved in full.
 */
export class RegistryHistory {
  readonly events: RegistryEvent[] = []
  readonly operators: Operator[] = []
  readonly models: PublishedModel[] = []
  readonly #view: ChainView
  readonly #contracts: Contracts
  readonly #hint: Hint
  #next: number
  readonly #stride = new Stride()
  #turn: Promise<void> = Promise.resolve()

  constructor(view: ChainView, contracts: Contracts, hint: Hint) {
    this.#view = view
    this.#contracts = contracts
    this.#next = contracts.fromBlock
    this.#hint = hint
  }

  /**
   * Makes sure that everything up to this block is known.
   * @throws as {@link ChainView} does
   */
  async reach(block: number): Promise<void> {
    const turn = this.#turn.then(() => this.#read(block))
    // One reader at a time; a failure is told to those who asked, and the next one goes on from where it stood.
    this.#turn = turn.catch(() => {})
    await turn
  }

  async #read(to: number): Promise<void> {
    while (this.#next <= to) {
      const from = this.#next
      const end = this.#stride.endOf(from, to)
      const { addresses } = this.#contracts
      const said = await this.#stride.over(from, end, () =>
        this.#view.listBlocksWithLogs(from, end, addresses, REGISTRY_TOPICS),
      )
      if (!said) continue
      const hinted = await this.#hint(this.#next, end)
      const numbers = [...new Set([...said, ...hinted])].sort((a, b) => a - b)
      const found: [EvidenceLog, ChainPosition][] = []
      for (const number of numbers) {
        const block = await this.#view.getBlockAt(number)
        for (const log of block.logs)
          found.push([log, { block: number, position: log.logIndex, time: block.timestamp }])
      }
      for (const [log, place] of found) this.#add(log, place)
      await this.#addEnds(end)
      this.#next = end + 1
    }
  }

  async #addEnds(end: number): Promise<void> {
    for (const { address, toBlock } of this.#contracts.ends) {
      const first = toBlock + 1
      if (first < this.#next || first > end) continue
      const { timestamp } = await this.#view.getBlockAt(first)
      this.events.push({ block: first, position: -1, time: timestamp, kind: 'ended', registry: address })
    }
  }

  #add(log: EvidenceLog, place: ChainPosition): void {
    const event = findEvent(log)
    if (!event || !this.#contracts.mayEmit(log.address, event.eventName)) return
    const registry = log.address
    switch (event.eventName) {
      case 'TEERegistered': {
        const record = findRecord(log)
        if (record?.kind !== 'registration') return
        this.events.push({
          ...place,
          kind: 'registered',
          record,
          // Of another contract's call a document counts that proves itself, which is for the judge.
          measurement: record.direct ? findMeasurement(record.calls[0]?.attestation) : undefined,
        })
        return
      }
      case 'TEEEnabled':
      case 'TEEActivated':
        this.events.push({ ...place, kind: 'enabled', registry, teeId: Hash32(event.args.teeId) })
        return
      case 'TEEDisabled':
      case 'TEEDeactivated':
      case 'TEERemoved':
        this.events.push({ ...place, kind: 'disabled', registry, teeId: Hash32(event.args.teeId) })
        return
      case 'PCRApproved':
      case 'PCRRevoked': {
        const kind = event.eventName === 'PCRApproved' ? 'approved' : 'revoked'
        const teeType = 'teeType' in event.args ? event.args.teeType : null
        const measurement = Hash32(event.args.pcrHash)
        // One generation let revoked code run on for a while: its end is that much later.
        const grace = kind === 'revoked' && 'gracePeriod' in event.args ? Number(event.args.gracePeriod) : 0
        this.events.push({ ...place, time: place.time + grace, kind, registry, measurement, teeType })
        return
      }
      case 'RegistryUpdated': {
        const { oldRegistry, newRegistry } = event.args
        const [before, registry] = [Address(oldRegistry), Address(newRegistry)]
        this.events.push({ ...place, kind: 'named', verifier: log.address, before, registry })
        return
      }
      case 'NodeRegistered': {
        const { node, operator, payee } = event.args
        const accounts = { operator: Address(operator), payee: Address(payee) }
        this.operators.push({ ...place, contract: registry, node: Hash32(node), ...accounts })
        return
      }
      case 'ModelPublished':
        this.models.push({ model: Hash32(event.args.model), uri: event.args.uri })
    }
  }
}

// A registry may have let anything through as an attestation; whether it was one is another statement's matter.
function findMeasurement(attestation: Uint8Array | undefined): Hash32 | undefined {
  if (!attestation) return undefined
  try {
    return measurementOf(decodeNitro(attestation))
  } catch (error) {
    if (error instanceof CodedError) return undefined
    throw error
  }
}
