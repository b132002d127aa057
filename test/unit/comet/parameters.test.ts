import { describe, expect, test } from 'vitest'
import { event } from '../../../devnet/validators/chain.ts'
import { Hash32 } from '../../../src/claim/hex.ts'
import type { CometHeight } from '../../../src/comet/content.ts'
import { decodeBy } from '../../../src/comet/facts/decode.ts'
import { readResults } from '../../../src/comet/read/results.ts'
import type { Fact } from '../../../src/indexer/events/facts.ts'
import { Consensus } from '../../../src/platform/consensus.ts'

const ACCOUNT = 'og1n4rh34ng80up5x3usr7294tvquf2cvlxx8w3ut'
const OPERATOR = '0x9d4778d6683bf81a1a3c80fca2d56c0712ac33e6'
const HASH = Hash32(`0x${'ab'.repeat(32)}`)
const lookups = {
  consensus: Consensus.parse({ chainId: 'og-1', prefix: 'og', denom: 'ogwei' }),
  operatorOf: () => undefined,
  keyOf: () => undefined,
  opening: () => new Map(),
}

function decode(answer: object): [Fact, number][] {
  const facts: [Fact, number][] = []
  const results = readResults({ txs_results: null, finalize_block_events: [], app_hash: '', ...answer })
  const block = { transactions: [], evidence: [], lastCommit: null } as unknown as CometHeight['block']
  const header = { number: 7, hash: HASH, parentHash: HASH, timestamp: 0, encoded: null }
  const sink = { add: (fact: Fact, { phase }: { phase: number }) => facts.push([fact, phase]) }
  decodeBy(lookups)({ header, height: { block, results, sets: null, absent: [] } }, sink as never)
  return facts
}
const ofTransaction = (...events: object[]) => ({
  txs_results: [{ code: 0, data: null, gas_wanted: '1', gas_used: '1', events }],
})
const message = event('message', { action: '/some.Msg', sender: ACCOUNT, msg_index: '0' })
const changes = (facts: [Fact, number][]) =>
  facts.flatMap(([{ kind, row }, phase]) =>
    kind === 'parameter_change'
      ? [[row.parameter, Buffer.from((row.new_value ?? '0x').slice(2), 'hex').toString(), phase]]
      : [],
  )

describe('a change of a parameter is a fact', () => {
  test('of consensus, by its place', () => {
    const answer = {
      consensus_param_updates: {
        block: { max_bytes: '1048576', max_gas: '-1' },
        validator: { pub_key_types: ['ed25519'] },
        version: null,
      },
    }
    expect(changes(decode(answer))).toEqual([
      ['consensus.block.max_bytes', '1048576', 3],
      ['consensus.block.max_gas', '-1', 3],
      ['consensus.validator.pub_key_types', '["ed25519"]', 3],
    ])
  })

  test('of a validator and of an account, by who sent the message', () => {
    const edited = event('edit_validator', {
      commission_rate: '0.2',
      min_self_delegation: '1',
      msg_index: '0',
    })
    const withdrawer = event('set_withdraw_address', { withdraw_address: ACCOUNT, msg_index: '0' })
    expect(changes(decode(ofTransaction(message, edited, withdrawer)))).toEqual([
      [`commission_rate:${OPERATOR}`, '0.2', 2],
      [`min_self_delegation:${OPERATOR}`, '1', 2],
      [`withdrawer:${OPERATOR}`, ACCOUNT, 2],
    ])
  })

  test.each(['edit_validator', 'set_withdraw_address'])('%s without a sender is kept as it is', (type) => {
    const written = event(type, { commission_rate: '0.2', withdraw_address: ACCOUNT, msg_index: '1' })
    const facts = decode(ofTransaction(message, written))
    expect(facts.map(([{ kind }]) => kind)).toEqual(['unknown_log'])
  })
})

test('the power that a slash was taken of stands next to its amount', () => {
  const address = 'ogvalcons1zyrmenzwvjcy69mpzxvnpxnerv5792krtle47r'
  const slash = event('slash', { address, power: '20000', reason: 'missing_signature', burned_coins: '2' })
  const facts = decode({ finalize_block_events: [slash] }).map(([fact]) => fact)
  expect(facts.map(({ kind }) => kind)).toEqual(['penalty', 'node_report'])
  expect(facts[0]?.row).toMatchObject({ kind: 'slash', amount: 2n })
  expect(facts[1]?.row).toMatchObject({
    topic: 'slashed_power',
    value: 20_000n,
    detail: 'missing_signature',
  })
})
