import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CometChain, event } from '../../devnet/validators/chain.ts'
import { makeSigners } from '../../devnet/validators/signers.ts'
import type { RpcObject } from '../../src/chain/fields.ts'

// A chain of so many blocks and validators, made first and served as text, so that serving costs little beside reading.
const [blocks = 0, validators = 0] = process.argv.slice(2).map(Number)
const EVENTS = 20
const TRANSACTIONS = 2

const chain = new CometChain('bench-1', makeSigners(validators, 'bench'))
for (let at = 1; at <= blocks + 1; at++) chain.mine(contentsOf(at))
const texts = new Map<string, string>()
for (const [method, answers] of Object.entries({ block: chain.blocks, block_results: chain.results }))
  for (const [height, answer] of answers) texts.set(`${method} ${height}`, JSON.stringify(answer))

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const asked = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  const replies = [asked]
    .flat()
    .map(({ id, method, params }: { id: number; method: string; params: string[] }) => {
      return `{"jsonrpc":"2.0","id":${id},"result":${texts.get(`${method} ${params[0]}`) ?? JSON.stringify(other(method, params))}}`
    })
  response.setHeader('content-type', 'application/json')
  response.end(Array.isArray(asked) && asked.length > 1 ? `[${replies.join(',')}]` : replies[0])
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})

function other(method: string, params: readonly string[]): RpcObject {
  if (method === 'status')
    return {
      node_info: { network: chain.chainId, version: '0.39.0' },
      sync_info: {
        latest_block_height: String(chain.height),
        earliest_block_height: '1',
        catching_up: false,
      },
    }
  if (method === 'abci_query') return { response: { code: 0, value: '' } }
  const all = chain.validators.get(Number(params[0])) ?? []
  return { validators: all.slice(0, 100), count: String(all.length), total: String(all.length) }
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
  const operator = 'ogvaloper1n4rh34ng80up5x3usr7294tvquf2cvlxuwexsy'
  const rewards = Array.from({ length: 8 }, (_, at) =>
    event(at % 2 ? 'rewards' : 'commission', {
      amount: `${height}.735000000000000000ogwei`,
      validator: operator,
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
