import { describe, expect, test } from 'vitest'
import { listEvmTransactions } from '../../../src/chain/cometbft/evm-logs.ts'
import { Proto } from '../../../src/chain/cometbft/proto.ts'
import { expectCode } from '../../support/codes.ts'

describe('logs of Ethereum transactions', () => {
  const address = `0x${'A1'.repeat(20)}`
  const topic = `0x${'b2'.repeat(32)}`
  const hash = `0x${'c3'.repeat(32)}`
  function resultWith(log: Proto): Uint8Array {
    const message = new Proto().text(1, hash).message(2, log.end()).end()
    const any = new Proto().text(1, '/cosmos.evm.vm.v1.MsgEthereumTxResponse').message(2, message).end()
    const other = new Proto().text(1, '/cosmos.slashing.v1beta1.MsgUnjailResponse').end()
    return new Proto().message(2, other).message(2, any).end()
  }
  const ran = (data: Uint8Array, failed = 0) => ({ code: failed, data, gasWanted: 1n, gasUsed: 1n })

  test('are read out of the data of a result, with the indexes that the chain wrote', () => {
    const log = new Proto().text(1, address).text(2, topic).bytes(3, Uint8Array.of(1, 2)).int(6, 3).int(8, 7)
    expect(listEvmTransactions(ran(resultWith(log)))).toEqual([
      {
        hash,
        logs: [
          {
            address: address.toLowerCase(),
            topics: [topic],
            data: '0x0102',
            transactionIndex: 3,
            logIndex: 7,
          },
        ],
      },
    ])
    expect(listEvmTransactions(ran(resultWith(log), 5))).toEqual([])
  })

  test('have four topics at most', async () => {
    const withTopics = (count: number) =>
      listEvmTransactions(
        ran(
          resultWith(
            Array.from({ length: count }).reduce<Proto>(
              (proto) => proto.text(2, topic),
              new Proto().text(1, address),
            ),
          ),
        ),
      )
    expect(withTopics(4)[0]?.logs[0]?.topics).toHaveLength(4)
    await expectCode(() => withTopics(5), 'MALFORMED_EVM_LOG')
  })

  test.each([
    ['a byte', '0x12'],
    ['as many letters as digits', `0x${'zz'.repeat(20)}`],
    ['21 bytes', `0x${'12'.repeat(21)}`],
  ])('have no address of %s', (_name, text) =>
    expectCode(() => listEvmTransactions(ran(resultWith(new Proto().text(1, text)))), 'MALFORMED_EVM_LOG'),
  )
})
