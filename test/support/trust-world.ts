import { generateKeyPairSync } from 'node:crypto'
import pg from 'pg'
import { pcrHashOf, teeIdOf } from '../../src/claim/hash.ts'
import { hashOf } from '../../src/claim/hex.ts'
import { WORLD_START } from './money-world.ts'
import { makeDocument } from './nitro-authority.ts'

const NETWORK = 'money'
const CHAIN = 31337
const DAY = 86_400

const REGISTRY = Buffer.alloc(20, 0xee)
const ADMIN = Buffer.alloc(20, 0xfa)

/** Registers 0 to 2 of an enclave's image; the first tells images apart. */
const pcrs = (image: number) =>
  [image, 2, 3].map((value) => Buffer.alloc(48, value)) as [Buffer, Buffer, Buffer]
export const measurementOf = (image: number) => pcrHashOf(...pcrs(image))

/** Writes facts about enclaves into a database of the money world, one block per call. */
export class TrustWorld {
  readonly #client: pg.Client
  #block = 5000

  constructor(client: pg.Client) {
    this.#client = client
  }

  static async open(url: string): Promise<TrustWorld> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    for (const table of [
      'node_registered',
      'measurement_status',
      'role_change',
      'parameter_change',
      'settlement',
    ])
      await client.query(`create table facts.${table}_trust partition of facts.${table} default`)
    return new TrustWorld(client)
  }

  close = () => this.#client.end()
  query = (sql: string, values: unknown[] = []) => this.#client.query(sql, values)

  async fact(table: string, day: number, columns: Record<string, unknown>) {
    const block = ++this.#block
    const all: Record<string, unknown> = {
      network: NETWORK,
      chain_id: CHAIN,
      block_number: block,
      block_hash: Buffer.alloc(32, 7),
      block_time: new Date((WORLD_START + day * DAY) * 1000),
      tx_hash: Buffer.concat([Buffer.alloc(28, 0xcc), u32(block)]),
      position: 0,
      contract: REGISTRY,
      ...columns,
    }
    const marks = Object.keys(all).map((_, at) => `$${at + 1}`)
    await this.#client.query(
      `insert into facts.${table} (${Object.keys(all).join(', ')}) values (${marks.join(', ')})`,
      Object.values(all),
    )
    return { block, id: `${CHAIN}-${block}-0`, tx: all.tx_hash as Buffer }
  }

  /** An enclave of an image, registered and enabled. Returns its node key. */
  async register(
    day: number,
    image: number,
    change: Record<string, unknown> = {},
  ): Promise<{ node: string; id: string }> {
    const key = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({
      type: 'spki',
      format: 'der',
    })
    const node = teeIdOf(key)
    const { document } = makeDocument({ pcrs: new Map(pcrs(image).map((value, at) => [at, value])) })
    const bytes = Buffer.from(node.slice(2), 'hex')
    const { block, id } = await this.fact('node_registered', day, {
      node: bytes,
      role: 'tee-proxy',
      tee_type: 0,
      endpoint: 'https://node.example',
      signing_key: key,
      attestation: document,
      measurement: Buffer.from(measurementOf(image).slice(2), 'hex'),
      ...change,
    })
    await this.query(
      `insert into derived.node_version (network, chain_id, node, from_block, from_time, role, enabled, registry, measurement, tee_type, attested_block, attested_at)
       values ($1, $2, $3, $4, to_timestamp($5), 'tee-proxy', true, $6, $7, 0, $4, to_timestamp($5))`,
      [
        NETWORK,
        CHAIN,
        bytes,
        block,
        WORLD_START + day * DAY,
        REGISTRY,
        Buffer.from(measurementOf(image).slice(2), 'hex'),
      ],
    )
    await this.query(
      `insert into derived.node (network, chain_id, node, first_block, first_time, changed_block, changed_time, role, enabled, registry, measurement, tee_type, attested_block, attested_at)
       values ($1, $2, $3, $4, to_timestamp($5), $4, to_timestamp($5), 'tee-proxy', true, $6, $7, 0, $4, to_timestamp($5))`,
      [
        NETWORK,
        CHAIN,
        bytes,
        block,
        WORLD_START + day * DAY,
        REGISTRY,
        Buffer.from(measurementOf(image).slice(2), 'hex'),
      ],
    )
    return { node, id }
  }

  /** The registry approves or revokes an image; `called`: what the admin's transaction called. */
  async decide(
    day: number,
    image: number,
    approved: boolean,
    called: Buffer | null = REGISTRY,
  ): Promise<string> {
    const { tx } = await this.fact('measurement_status', day, {
      measurement: Buffer.from(measurementOf(image).slice(2), 'hex'),
      tee_type: 0,
      approved,
      version: approved ? `v${image}` : null,
    })
    if (called)
      await this.query(
        'insert into keeper.sender (network, chain_id, tx_hash, sender, called) values ($1, $2, $3, $4, $5)',
        [NETWORK, CHAIN, tx, ADMIN, called],
      )
    return hashOf(tx)
  }

  /** A claim that a node signed. Returns its place. */
  async claim(day: number, node: string, change: Record<string, unknown> = {}): Promise<string> {
    const { id } = await this.fact('settled_claim', day, {
      node: Buffer.from(node.slice(2), 'hex'),
      evidence: 'tee_signature',
      input_hash: Buffer.alloc(32, 1),
      output_hash: Buffer.alloc(32, 2),
      ...change,
    })
    return id
  }

  /** A watchdog's verdict about a claim or a registration; `by` names the watchdog. */
  async judge(
    [kind, id]: readonly [kind: string, id: string],
    statement: string,
    outcome: string,
    { code = 'VERIFIED', by = 'one' } = {},
  ) {
    await this.query(
      `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
         outcome, code, fault, detail, transient, conditions, subject_time, checked_at)
       select $1, $2, $3, $4, $5, $6, $7, (select node_key from api.claim_contract c where c.network = $1 and c.subject_id = $5), $8, $9, $10,
         case when $9 = 'rejected' then 'node' end, '', false, '{}', now(), now()`,
      [NETWORK, CHAIN, by, kind, id, Number(id.split('-')[1]), Buffer.alloc(32, 7), statement, outcome, code],
    )
  }
}

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32BE(value)
  return buffer
}
