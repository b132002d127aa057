import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { encodeAbiParameters, encodeEventTopics, keccak256, parseAbiItem, parseTransaction } from 'viem/utils'
import { Proto } from '../../src/chain/cometbft/proto.ts'
import type { RpcObject } from '../../src/chain/fields.ts'
import type { Address, Hash32, Hex } from '../../src/claim/hex.ts'

// Source: cosmos/evm proto/cosmos/evm/vm/v1/{tx,evm}.proto and cosmos-sdk proto/cosmos/tx/v1beta1/tx.proto.
const GAS = 100_000n

/** A log as a contract of this world writes it. */
export interface WrittenLog {
  readonly address: Address
  readonly topics: readonly Hash32[]
  readonly data: Hex
}

/** An Ethereum transaction of a block, with what it wrote. */
export interface EvmTransaction {
  readonly hash: Hash32
  readonly raw: Hex
  readonly from: Address
  readonly logs: readonly WrittenLog[]
}

/** An account that signs its transactions. */
export class EvmAccount {
  readonly #account: PrivateKeyAccount
  readonly #chainId: number
  #nonce = 0

  constructor(seed: string, chainId: number) {
    this.#account = privateKeyToAccount(keccak256(Buffer.from(seed)))
    this.#chainId = chainId
  }

  get address(): Address {
    return this.#account.address.toLowerCase() as Address
  }

  /** A signed call, which writes these logs when it runs. */
  async call(to: Address, input: Hex, logs: readonly WrittenLog[]): Promise<EvmTransaction> {
    const raw = await this.#account.signTransaction({
      type: 'eip1559',
      chainId: this.#chainId,
      nonce: this.#nonce++,
      to,
      data: input,
      gas: GAS,
      maxFeePerGas: 1_000_000_000n,
      maxPriorityFeePerGas: 0n,
    })
    return { hash: keccak256(raw) as Hash32, raw: raw as Hex, from: this.address, logs }
  }
}

/** The log of an event by its declaration. */
export function writeLog(
  address: Address,
  declaration: string,
  args: Readonly<Record<string, unknown>>,
): WrittenLog {
  const item = parseAbiItem(declaration) as {
    type: 'event'
    name: string
    inputs: { name: string; type: string; indexed?: boolean }[]
  }
  const topics = encodeEventTopics({
    abi: [item],
    eventName: item.name,
    args,
  } as never) as unknown as Hash32[]
  const inputs = item.inputs.filter(({ indexed }) => !indexed)
  const data = encodeAbiParameters(
    inputs,
    inputs.map(({ name }) => args[name]),
  ) as Hex
  return { address, topics, data }
}

/** The transaction of the Cosmos chain that an Ethereum transaction is wrapped in. */
export function wrapTransaction({ raw, from }: EvmTransaction): Buffer {
  const message = new Proto(1024).bytes(5, toBuffer(from)).bytes(6, toBuffer(raw)).end()
  const any = new Proto(1024).text(1, '/cosmos.evm.vm.v1.MsgEthereumTx').message(2, message).end()
  return Buffer.from(
    new Proto(1024).message(1, new Proto(1024).message(1, any).end()).message(2, new Uint8Array()).end(),
  )
}

/** Its result, with its logs in what the next header commits to. `firstLog`: counted over the block. */
export function toResult(
  { hash, logs }: EvmTransaction,
  place: { readonly height: number; readonly index: number; readonly firstLog: number },
): RpcObject {
  const response = new Proto(1024).text(1, hash)
  for (const [at, { address, topics, data }] of logs.entries()) {
    const log = new Proto(512).text(1, address)
    for (const topic of topics) log.text(2, topic)
    log.bytes(3, toBuffer(data)).int(4, place.height).text(5, hash)
    response.message(
      2,
      log
        .int(6, place.index)
        .int(8, place.firstLog + at)
        .end(),
    )
  }
  const any = new Proto(2048)
    .text(1, '/cosmos.evm.vm.v1.MsgEthereumTxResponse')
    .message(2, response.end())
    .end()
  return {
    code: 0,
    data: Buffer.from(new Proto(2048).message(2, any).end()).toString('base64'),
    log: '',
    info: '',
    gas_wanted: String(GAS),
    gas_used: '60000',
    events: [],
    codespace: '',
  }
}

/** A transaction as `eth_getTransactionByHash` has it. */
export function describeTransaction(
  { hash, raw, from }: EvmTransaction,
  block: { readonly blockHash: string; readonly blockNumber: string },
  index: number,
): RpcObject {
  const signed = parseTransaction(raw)
  const quantity = (value: bigint | number | undefined) => `0x${(value ?? 0).toString(16)}`
  return {
    ...block,
    hash,
    from,
    transactionIndex: quantity(index),
    type: '0x2',
    chainId: quantity(signed.chainId),
    nonce: quantity(signed.nonce),
    gas: quantity(signed.gas),
    maxFeePerGas: quantity(signed.maxFeePerGas),
    maxPriorityFeePerGas: quantity(signed.maxPriorityFeePerGas),
    gasPrice: quantity(signed.maxFeePerGas),
    to: signed.to,
    value: quantity(signed.value),
    input: signed.data ?? '0x',
    accessList: [],
    v: quantity(signed.yParity),
    yParity: quantity(signed.yParity),
    r: quantity(BigInt(signed.r ?? 0)),
    s: quantity(BigInt(signed.s ?? 0)),
  }
}

function toBuffer(hex: Hex): Buffer {
  return Buffer.from(hex.slice(2), 'hex')
}
