import type { Hex } from 'viem'
import { concat, encodeAbiParameters, encodeFunctionData, encodePacked, parseAbi, size } from 'viem/utils'

const ABI = parseAbi([
  'function execTransaction(address to, uint256 value, bytes data, uint8 operation, uint256 safeTxGas, uint256 baseGas, uint256 gasPrice, address gasToken, address refundReceiver, bytes signatures)',
  'function multiSend(bytes transactions)',
  'function handleOps((address sender, uint256 nonce, bytes initCode, bytes callData, bytes32 accountGasLimits, uint256 preVerificationGas, bytes32 gasFees, bytes paymasterAndData, bytes signature)[] ops, address beneficiary)',
  'function execute(address to, uint256 value, bytes data)',
  'function executeBatch((address target, uint256 value, bytes data)[] calls)',
  'function aggregate3((address target, bool allowFailure, bytes callData)[] calls)',
  'function upgradeToAndCall(address implementation, bytes data)',
])
const OTHER: Hex = '0x12345678'
const ACCOUNT: Hex = `0x${'ac'.repeat(20)}`
const WORD: Hex = `0x${'00'.repeat(32)}`

/** Inputs of the accounts and contracts that operators send their calls through; written from the contracts' sources. */
export const ACCOUNT_CALLS: Readonly<Record<string, (to: Hex, inner: Hex) => Hex>> = {
  safe: (to, inner) =>
    encodeFunctionData({
      abi: ABI,
      functionName: 'execTransaction',
      args: [to, 0n, inner, 0, 0n, 0n, 0n, ACCOUNT, ACCOUNT, '0x1234'],
    }),
  multiSendOfTwo: (to, inner) => {
    const part = (data: Hex) =>
      encodePacked(['uint8', 'address', 'uint256', 'uint256', 'bytes'], [0, to, 0n, BigInt(size(data)), data])
    return encodeFunctionData({
      abi: ABI,
      functionName: 'multiSend',
      args: [concat([part(OTHER), part(inner)])],
    })
  },
  handleOps: (to, inner) => {
    const callData = encodeFunctionData({ abi: ABI, functionName: 'execute', args: [to, 0n, inner] })
    const operation = {
      sender: ACCOUNT,
      nonce: 1n,
      initCode: '0x',
      callData,
      accountGasLimits: WORD,
      preVerificationGas: 0n,
      gasFees: WORD,
      paymasterAndData: '0x',
      signature: '0x5678',
    } as const
    return encodeFunctionData({ abi: ABI, functionName: 'handleOps', args: [[operation], ACCOUNT] })
  },
  delegatedAccount: (to, inner) =>
    encodeFunctionData({
      abi: ABI,
      functionName: 'executeBatch',
      args: [[{ target: to, value: 0n, data: inner }]],
    }),
  constructorOfAContract: (_, inner) =>
    concat(['0x6080604052', encodeAbiParameters([{ type: 'bytes' }], [inner])]),
  multicallThatPartlyFails: (to, inner) =>
    encodeFunctionData({
      abi: ABI,
      functionName: 'aggregate3',
      args: [
        [
          { target: to, allowFailure: true, callData: OTHER },
          { target: to, allowFailure: true, callData: inner },
        ],
      ],
    }),
  proxy: (to, inner) => encodeFunctionData({ abi: ABI, functionName: 'upgradeToAndCall', args: [to, inner] }),
}
