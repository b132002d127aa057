import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getContractAddress } from 'viem/utils'
import type { Operator, Step } from '../../../devnet/actors/accounts.ts'
import * as accounts from '../../../devnet/actors/accounts.ts'
import { createRoot } from '../../../devnet/actors/authority.ts'
import { Chain } from '../../../devnet/chain/chain.ts'
import { compileContracts } from '../../../devnet/chain/compile.ts'
import { Encoder } from '../../../devnet/chain/encoder.ts'
import type { Call } from '../../../devnet/chain/journal.ts'
import { pcrsOf } from '../../../devnet/scenario/setup.ts'
import { NATIVE_VERIFIER } from '../../../devnet/scenario/world.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import { Address, type Hash32, toHex } from '../../../src/claim/hex.ts'
import { findFreePort } from '../../../src/platform/embedded.ts'

/** Seconds without a heartbeat after which a node is not active: two blocks. */
export const MAX_AGE = 16_000
/** Which of the chain's accounts do what. */
const [RELAYER, OWNER, DELEGATED, CREATOR, PROXY_ADMIN, DIRECT, PAYER] = [1, 2, 3, 4, 5, 6, 7] as const
/** Contracts that one creator may make in a test. */
const CREATIONS = 16

/** The local chain with the devnet's registry and relay, and operators who reach them through account contracts. */
export class OperatorWorld {
  readonly chain: Chain
  readonly encoder: Encoder
  readonly root = createRoot()
  /** An authority that nobody trusts, named like the one that all do. */
  readonly forger = createRoot()
  readonly contracts = new Map<string, Address>()
  readonly #folder: string
  readonly #queue: Call[] = []
  #operators: Readonly<Record<string, Operator>> = {}

  private constructor(chain: Chain, encoder: Encoder, folder: string) {
    this.chain = chain
    this.encoder = encoder
    this.#folder = folder
  }

  /** Blocks 1 and 2: the contracts, rules and roles. */
  static async create(): Promise<OperatorWorld> {
    const dataDir = await mkdtemp(join(tmpdir(), 'assay-operators-'))
    const encoder = new Encoder(await compileContracts())
    const code = new Map([[NATIVE_VERIFIER, encoder.runtime('NativeVerifier')]])
    const chain = await Chain.open({ dataDir, port: await findFreePort(), seed: 1, code })
    const world = new OperatorWorld(chain, encoder, dataDir)
    world.#deploy()
    await world.mine()
    world.#configure()
    await world.mine()
    return world
  }

  async close(): Promise<void> {
    await this.chain.stop()
    await rm(this.#folder, { recursive: true, force: true })
  }

  get folder(): string {
    return this.#folder
  }

  get next(): number {
    return this.chain.head + 1
  }

  get payer(): Address {
    return this.#account(PAYER)
  }

  at(contract: string): Address {
    if (contract === 'NativeVerifier') return NATIVE_VERIFIER
    const address = this.contracts.get(contract)
    if (!address) throw new RangeError(`no contract ${contract}`)
    return address
  }

  operator(name: string): Operator {
    const operator = this.#operators[name]
    if (!operator) throw new RangeError(`no operator ${name}`)
    return operator
  }

  /** A call of one of the contracts by its own name. */
  step(contract: string, functionName: string, ...args: readonly unknown[]): Step {
    return { to: this.at(contract), data: this.encoder.call(contract, functionName, args) }
  }

  /** Puts an admin's call into the next block. */
  admin(contract: string, functionName: string, ...args: readonly unknown[]): void {
    const [from] = this.chain.accounts as [Address]
    this.#queue.push({ from, ...this.step(contract, functionName, ...args), what: functionName })
  }

  /**
   * Puts a transaction into the next block that makes these calls through operators, the outermost first: `safe`, or
   * `delegated safe` for a Safe's order that a delegated account brings. Returns whom the called contract sees.
   */
  async send(path: string, ...calls: readonly [Step, ...Step[]]): Promise<Address> {
    const [first, ...outer] = path
      .split(' ')
      .map((name) => this.operator(name))
      .reverse() as [Operator, ...Operator[]]
    const seen = first.account()
    let step = await first.wrap(...calls)
    let last = first
    for (const each of outer) {
      step = await each.wrap(step)
      last = each
    }
    const from = last.sender ?? this.#account(RELAYER)
    this.#queue.push({ from, ...step, what: path })
    return seen
  }

  async mine(): Promise<number> {
    await this.chain.mine(this.#queue.splice(0))
    return this.chain.head
  }

  #account(index: number): Address {
    return Address(this.chain.accounts[index] ?? '')
  }

  #deploy(): void {
    const [admin] = this.chain.accounts as [Address]
    const deploy = (name: string, contract: string, ...args: readonly unknown[]) => {
      const nonce = BigInt(this.contracts.size)
      const address = Address(getContractAddress({ from: admin, nonce }))
      this.contracts.set(name, address)
      this.#queue.push({ from: admin, to: null, data: this.encoder.creation(contract, args), what: name })
      return address
    }
    const owner = this.#account(OWNER)
    const proxyAdmin = this.#account(PROXY_ADMIN)
    const registry = deploy('TEERegistry', 'TEERegistry')
    const verifier = deploy('TEEInferenceVerifier', 'TEEInferenceVerifier', registry)
    deploy('InferenceSettlementRelay', 'InferenceSettlementRelay', verifier)
    deploy('UptoPayment', 'UptoPayment')
    deploy('SyntheticDollar', 'SyntheticDollar', [this.payer], 1_000_000)
    const multiSend = deploy('MultiSend', 'MultiSend')
    const entryPoint = deploy('EntryPoint', 'EntryPoint')
    const code = deploy('SmartAccount', 'SmartAccount', entryPoint, owner)
    const proxied = deploy('behind the proxy', 'SmartAccount', entryPoint, proxyAdmin)
    const key = accounts.accountOf(OWNER)
    const { encoder } = this
    const refusing = { to: registry, data: encoder.call('TEERegistry', 'disableTEE', [NOBODY]) }
    this.#operators = {
      direct: {
        account: () => this.#account(DIRECT),
        sender: this.#account(DIRECT),
        wrap: async (call) => call,
      },
      safe: accounts.safe(encoder, deploy('safe', 'SafeAccount', owner), key),
      safeBatch: accounts.safeBatch(encoder, deploy('safeBatch', 'SafeAccount', owner), key, multiSend),
      ordered: accounts.ordered(encoder, entryPoint, code, key),
      delegated: accounts.delegated(encoder, code, accounts.accountOf(DELEGATED)),
      // The same account, to whom an entry point brings orders.
      delegatedOrdered: accounts.ordered(
        encoder,
        entryPoint,
        this.#account(DELEGATED),
        accounts.accountOf(DELEGATED),
      ),
      multicall: accounts.multicall(encoder, deploy('multicall', 'Multicall'), refusing),
      later: accounts.later(encoder, deploy('later', 'LaterCall'), (step) =>
        this.#queue.push({ from: this.#account(RELAYER), ...step, what: 'leave a call' }),
      ),
      constructing: accounts.constructing(encoder, this.#account(CREATOR)),
      upgrading: accounts.upgrading(
        encoder,
        deploy('proxy', 'AccountProxy', proxied, proxyAdmin),
        proxied,
        proxyAdmin,
      ),
    }
  }

  #configure(): void {
    const [pcr0, pcr1, pcr2] = pcrsOf('current').map(toHex)
    this.admin('TEERegistry', 'addTEEType', 0, 'LLMProxy')
    this.admin('TEERegistry', 'setAWSRootCertificate', toHex(this.root.certificate))
    this.admin('TEERegistry', 'setHeartbeatMaxAge', MAX_AGE)
    this.admin('TEERegistry', 'approvePCR', { pcr0, pcr1, pcr2 }, 'v1', 0)
    for (const spender of ['UptoPayment', 'multicall'])
      this.#queue.push({
        from: this.payer,
        ...this.step('SyntheticDollar', 'approve', this.at(spender), 1_000_000),
        what: 'approve',
      })
    const { constructing, ...others } = this.#operators
    const made = Array.from({ length: CREATIONS }, (_, nonce) =>
      Address(getContractAddress({ from: this.#account(CREATOR), nonce: BigInt(nonce) })),
    )
    for (const account of [...Object.values(others).map((each) => each.account()), ...made]) {
      this.admin('TEERegistry', 'grantRole', roleOf('TEE_OPERATOR'), account)
      this.admin('InferenceSettlementRelay', 'grantRole', roleOf('SETTLEMENT_RELAY_ROLE'), account)
    }
  }
}

/** A name that no registry knows. */
const NOBODY: Hash32 = keccak256(Buffer.from('nobody'))

function roleOf(name: string): Hash32 {
  return keccak256(Buffer.from(name))
}
