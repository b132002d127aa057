import { type HDAccount, mnemonicToAccount, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import {
  concat,
  encodeAbiParameters,
  encodePacked,
  getContractAddress,
  keccak256,
  parseAbiParameters,
  size,
  toHex,
} from 'viem/utils'
import { Address, type Hex } from '../../src/claim/hex.ts'
import { CHAIN_ID } from '../chain/anvil.ts'
import type { Encoder } from '../chain/encoder.ts'
import type { Call } from '../chain/journal.ts'

/** A call on its way through accounts. `to` null makes a contract. */
export type Step = Pick<Call, 'to' | 'data' | 'authorizations'>

/** An account of an operator, and how calls are sent through it. */
export interface Operator {
  /** What the called contract takes for its caller at the next call. */
  account(): Address
  /** Whose transaction it must be; absent: anybody's. */
  readonly sender?: Address
  wrap(call: Step, ...others: readonly Step[]): Promise<Step>
}

// The words that the chain's program makes its unlocked accounts of.
const WORDS = 'test test test test test test test test test test test junk'
const ZERO = Address(`0x${'00'.repeat(20)}`)
const WORD: Hex = `0x${'00'.repeat(32)}`

/** How many orders or transactions of an account came before; asked when the first one is made. */
export type Before = () => Promise<bigint>

const none: Before = async () => 0n
let parent: HdKey | undefined
type HdKey = ReturnType<HDAccount['getHdKey']>

/** One of the chain's own accounts, with its key. */
export function accountOf(index: number): PrivateKeyAccount {
  // Words to seed is most of the work: once for all accounts.
  parent ??= mnemonicToAccount(WORDS, { path: "m/44'/60'/0'/0" }).getHdKey()
  return privateKeyToAccount(toHex(parent.deriveChild(index).privateKey ?? new Uint8Array()))
}

/** A Safe, whose owner signs what anybody may bring. */
export function safe(encoder: Encoder, at: Address, owner: PrivateKeyAccount, before = none): Operator {
  const order = orders(encoder, at, owner, before)
  return { account: () => at, wrap: (call) => order(call, 0) }
}

/** A Safe that sends a batch: a call that changes nothing, then the others. */
export function safeBatch(
  encoder: Encoder,
  at: Address,
  owner: PrivateKeyAccount,
  multiSend: Address,
  before = none,
): Operator {
  const order = orders(encoder, at, owner, before)
  const nothing = { to: multiSend, data: encoder.call('MultiSend', 'multiSend', ['0x']) }
  const pack = ({ to, data }: Step) =>
    encodePacked(
      ['uint8', 'address', 'uint256', 'uint256', 'bytes'],
      [0, to ?? ZERO, 0n, BigInt(size(data)), data],
    )
  return {
    account: () => at,
    wrap: (...calls) => {
      const packed = concat([nothing, ...calls].map(pack))
      return order({ to: multiSend, data: encoder.call('MultiSend', 'multiSend', [packed]) }, 1)
    },
  }
}

/** What the owner signs is counted, so each account has one of these. */
function orders(encoder: Encoder, at: Address, owner: PrivateKeyAccount, before: Before) {
  const form = parseAbiParameters('uint256, address, address, uint256, bytes32, uint8, uint256')
  let nonce: bigint | undefined
  return async ({ to, data }: Step, operation: number): Promise<Step> => {
    nonce ??= await before()
    const said = [BigInt(CHAIN_ID), at, to ?? ZERO, 0n, keccak256(data), operation, nonce++] as const
    const signature = await owner.sign({ hash: keccak256(encodeAbiParameters(form, said)) })
    const args = [to, 0n, data, operation, 0n, 0n, 0n, ZERO, ZERO, signature]
    return { to: at, data: encoder.call('SafeAccount', 'execTransaction', args) }
  }
}

/** An account that an entry point calls; each call is an order of its own. Anybody may bring them. */
export function ordered(
  encoder: Encoder,
  entryPoint: Address,
  at: Address,
  owner: PrivateKeyAccount,
  before = none,
): Operator {
  const form = parseAbiParameters('address, uint256, bytes32, address, uint256')
  let nonce: bigint | undefined
  const order = async ({ to, data }: Step) => {
    nonce ??= await before()
    const callData = encoder.call('SmartAccount', 'execute', [to, 0n, data])
    const said = [at, nonce, keccak256(callData), entryPoint, BigInt(CHAIN_ID)] as const
    const signature = await owner.sign({ hash: keccak256(encodeAbiParameters(form, said)) })
    const gas = { accountGasLimits: WORD, preVerificationGas: 0n, gasFees: WORD }
    return { sender: at, nonce: nonce++, initCode: '0x', callData, ...gas, paymasterAndData: '0x', signature }
  }
  return {
    account: () => at,
    async wrap(...calls) {
      const ops = []
      for (const call of calls) ops.push(await order(call))
      return { to: entryPoint, data: encoder.call('EntryPoint', 'handleOps', [ops, ZERO]) }
    },
  }
}

/**
 * A key's own account that takes the code of a contract (ERC-7702) and calls itself.
 * @param before what it sent before; undefined once it took the code: its first transaction delegates
 */
export function delegated(
  encoder: Encoder,
  code: Address,
  key: PrivateKeyAccount,
  before: () => Promise<bigint | undefined> = none,
): Operator {
  const at = Address(key.address)
  let isDelegated = false
  return {
    account: () => at,
    sender: at,
    async wrap(...calls) {
      const batch = calls.map(({ to, data }) => ({ target: to, value: 0n, data }))
      const step = { to: at, data: encoder.call('SmartAccount', 'executeBatch', [batch]) }
      const sent = isDelegated ? undefined : await before()
      isDelegated = true
      if (sent === undefined) return step
      // The transaction itself comes first.
      const nonce = Number(sent) + 1
      const signed = await key.signAuthorization({ chainId: CHAIN_ID, contractAddress: code, nonce })
      const authorization = {
        chainId: toHex(CHAIN_ID),
        address: code,
        nonce: toHex(nonce),
        yParity: toHex(signed.yParity ?? 0),
        r: signed.r,
        s: signed.s,
      } as const
      return { ...step, authorizations: [authorization] }
    },
  }
}

/** A multicall that goes on when a part fails: the first one always does. */
export function multicall(encoder: Encoder, at: Address, refusing: Step): Operator {
  return {
    account: () => at,
    async wrap(...calls) {
      const parts = [refusing, ...calls].map(({ to, data }) => ({
        target: to,
        allowFailure: true,
        callData: data,
      }))
      return { to: at, data: encoder.call('Multicall', 'aggregate3', [parts]) }
    },
  }
}

/** A contract that calls while it is created, each time another one. Nothing else may be sent from `sender`. */
export function constructing(encoder: Encoder, sender: Address, before = 0n): Operator {
  let nonce = before
  return {
    account: () => Address(getContractAddress({ from: sender, nonce })),
    sender,
    async wrap({ to, data }) {
      nonce++
      return { to: null, data: encoder.creation('ConstructorCall', [to, data]) }
    },
  }
}

/** A proxy that takes code and runs the call on it at once; its admin and the account's owner are one. */
export function upgrading(encoder: Encoder, at: Address, code: Address, admin: Address): Operator {
  return {
    account: () => at,
    sender: admin,
    async wrap({ to, data }) {
      const execute = encoder.call('SmartAccount', 'execute', [to, 0n, data])
      return { to: at, data: encoder.call('AccountProxy', 'upgradeToAndCall', [code, execute]) }
    },
  }
}

/** A contract that made the call out of what it had stored; `leave` puts that into the block first. */
export function later(encoder: Encoder, at: Address, leave: (step: Step) => void): Operator {
  return {
    account: () => at,
    async wrap({ to, data }) {
      leave({ to: at, data: encoder.call('LaterCall', 'leave', [to, data]) })
      return { to: at, data: encoder.call('LaterCall', 'make', [to]) }
    },
  }
}
