import { callRpc } from '../../../devnet/chain/rpc.ts'
import type { Hex } from '../../../src/claim/hex.ts'

interface Log {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly blockNumber: Hex
  readonly transactionIndex: Hex
  readonly transactionHash: Hex
  readonly logIndex: Hex
}

interface Block {
  readonly timestamp: Hex
  readonly transactions: readonly {
    readonly hash: Hex
    readonly from: Hex
    readonly to: Hex
    readonly input: Hex
  }[]
}

/** All that a chain holds, in the form that `assay replay` takes. */
export async function recordChain(rpcUrl: string, contracts: { market: Hex; collateral: Hex }) {
  const whole = [{ fromBlock: '0x0', toBlock: 'latest' }]
  const logs = await callRpc<Log[]>(rpcUrl, 'eth_getLogs', whole)
  const last = Number(await callRpc<Hex>(rpcUrl, 'eth_blockNumber', []))
  const blocks = await Promise.all(
    Array.from({ length: last + 1 }, (_, number) =>
      callRpc<Block>(rpcUrl, 'eth_getBlockByNumber', [`0x${number.toString(16)}`, true]),
    ),
  )
  const timeOf = (number: number) => Number(blocks[number]?.timestamp)
  return {
    chainId: Number(await callRpc<Hex>(rpcUrl, 'eth_chainId', [])),
    contracts,
    logs: logs.map(({ blockNumber, transactionIndex, logIndex, ...log }) => ({
      ...log,
      blockNumber,
      txIndex: transactionIndex,
      logIndex,
      timestamp: timeOf(Number(blockNumber)),
    })),
    txs: blocks.flatMap(({ transactions }, blockNumber) =>
      transactions.map(({ hash, from, to, input }) => ({
        hash,
        from,
        to,
        input,
        blockNumber,
        timestamp: timeOf(blockNumber),
      })),
    ),
  }
}
