import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CometNode } from '../../devnet/validators/answers.ts'
import { CometChain, event } from '../../devnet/validators/chain.ts'
import {
  encodeDelegations,
  encodeIdentities,
  encodeParameters,
  RULES,
} from '../../devnet/validators/rules.ts'
import { makeSigners } from '../../devnet/validators/signers.ts'
import { encodeBech32 } from '../../src/claim/bech32.ts'
import { type Address, toHex } from '../../src/claim/hex.ts'

// A chain of so many blocks and validators, made first and served as bytes, so that serving costs little beside reading.
const [blocks = 0, validators = 0] = process.argv.slice(2).map(Number)
const EVENTS = 20
const TRANSACTIONS = 2
const PREFIX = 'og'

const signers = makeSigners(validators, 'bench')
const members = signers.map((signer) => {
  const address = toHex(Buffer.from(signer.address, 'hex')) as Address
  return { signer, valoper: encodeBech32(`${PREFIX}valoper`, address), owner: encodeBech32(PREFIX, address) }
})
const chain = new CometChain('bench-1', signers)
chain.parameters = encodeParameters()
chain.identities = encodeIdentities(
  members.map(({ signer, valoper }) => ({
    operator: valoper,
    key: signer.pubKey,
    commission: RULES.commission,
  })),
)
chain.delegations = encodeDelegations({ members })
const node = new CometNode(chain, { earliest: 1, latest: blocks + 1 })
const prepared = new Map<string, Buffer>()
for (let at = 1; at <= blocks + 1; at++) {
  chain.mine(contentsOf(at))
  for (const method of ['block', 'block_results'])
    prepared.set(`${method} ${at}`, Buffer.from(JSON.stringify(node.answer(method, [String(at)]))))
  // What is prepared is kept as bytes alone: the objects of a hundred validators would fill the memory.
  for (const kept of [chain.blocks, chain.results]) kept.delete(at)
}

interface Call {
  readonly id: number
  readonly method: string
  readonly params: readonly string[]
}

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const asked = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Call | readonly Call[]
  const isBatch = Array.isArray(asked)
  const replies = [asked].flat().flatMap((call, at) => [...(at ? [COMMA] : []), ...replyTo(call as Call)])
  response.setHeader('content-type', 'application/json')
  response.end(Buffer.concat(isBatch ? [OPEN, ...replies, CLOSE] : replies))
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})

const [OPEN, COMMA, CLOSE, END] = [Buffer.from('['), Buffer.from(','), Buffer.from(']'), Buffer.from('}')]

function replyTo({ id, method, params }: Call): Buffer[] {
  const result =
    prepared.get(`${method} ${params[0]}`) ?? Buffer.from(JSON.stringify(node.answer(method, [...params])))
  return [Buffer.from(`{"jsonrpc":"2.0","id":${id},"result":`), result, END]
}

function contentsOf(height: number) {
  const txs = Array.from({ length: TRANSACTIONS }, (_, at) => Buffer.alloc(300, `${height} ${at}`))
  const results = txs.map((tx) => ({
    code: 0,
    data: tx.subarray(0, 60).toString('base64'),
    log: '',
    gas_wanted: '200000',
    gas_used: '123456',
    events: [event('tx', { fee: '200000ogwei' }), event('message', { action: '/some.Msg', sender: 'og1' })],
  }))
  const rewards = Array.from({ length: 8 }, (_, at) =>
    event(at % 2 ? 'rewards' : 'commission', {
      amount: `${height}.735000000000000000ogwei`,
      validator: members[(height + (at >> 1)) % members.length]?.valoper ?? '',
      mode: 'BeginBlock',
    }),
  )
  const bank = Array.from({ length: EVENTS - rewards.length - 4 }, () =>
    event('coin_spent', {
      spender: 'og1m3h30wlvsf8llruxtpukdvsy0km2kum837sqq9',
      amount: '1000000000000000003ogwei',
      mode: 'BeginBlock',
    }),
  )
  // With the four of the transactions: twenty.
  return { txs, results, events: [...bank, ...rewards] }
}
