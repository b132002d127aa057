import { encodePosition } from '../../../src/api/live/position.ts'
import type { Caller } from './caller.ts'

/** What an attack is told. */
interface Scene {
  readonly callers: readonly Caller[]
  /** Where kept conversations of 8 MiB are. */
  readonly conversations: readonly string[]
}

/** Asks until its callers are stopped. */
export type Attack = (scene: Scene) => Promise<void>

/** `atOnce` loops of each caller, each of which asks one thing after the other; `n` counts what the loop has asked. */
async function loops(
  { callers }: Scene,
  atOnce: number,
  ask: (caller: Caller, n: number, loop: number) => Promise<unknown>,
): Promise<void> {
  await Promise.all(
    callers.flatMap((caller, at) =>
      Array.from({ length: atOnce }, async (_, index) => {
        for (let n = 0; !caller.stopped; n++) await ask(caller, n, at * atOnce + index)
      }),
    ),
  )
}

const times = (count: number, text: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at)).join(' ')
const FIELDS =
  'fields { name description args { name description type { name ofType { name } } } type { name fields { name description args { name } } } }'
const BOMB = `{ ${times(20, (at) => `a${at}: __schema { types { ${FIELDS} } }`)} }`
const TYPES = `{ ${times(20, (at) => `a${at}: __type(name: "Query") { ${FIELDS} }`)} }`
const ids = (count: number, n: number) =>
  Array.from({ length: count }, (_, at) => `alpha:31337-${(n * 7 + at * 13) % 2_900_000}-${at}`)
const BEGINNING = {
  chains: ['alpha', 'beta'].map((network) => ({ network, chain: 31337, number: 0, hash: '' })),
  verdict: 0,
}
const manyChains = (count: number) => ({
  verdict: 0,
  chains: Array.from({ length: count }, (_, chain) => ({ network: 'none', chain, number: 1, hash: '0x' })),
})
const COST =
  '{ hardware: "H100_SXM5_80", capexUsd: "36525", utilisation: "0.5", hostingUsdPerMonth: "80", gasUsdPerDay: "0.01", commission: "0.8" }'
const GPU = `0x${'a1'.repeat(32)}`
const HOSTS = ['[', 'a b', 'x:99999', '?', '%00', '[::1', 'a/b', '\u00e9', 'a@b', '']
const FORMATS = ['csv', 'jsonl', 'parquet']
const METHODS = ['HEAD', 'PUT', 'DELETE', 'TRACE', 'PROPFIND', 'GET']

const stream = (query: string, read: 'all' | 'nothing' = 'all') => ({
  method: 'POST',
  path: '/graphql',
  headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
  body: JSON.stringify({ query }),
  read,
})

/** Every attack by its name, in the order in which they are run. */
export const ATTACKS: Readonly<Record<string, Attack>> = {
  'introspection bombs': (scene) => loops(scene, 4, (caller, n) => caller.graphql(n % 2 ? TYPES : BOMB)),

  'schemas that differ': (scene) =>
    loops(scene, 4, (caller, n, loop) =>
      caller.graphql(`{ a${loop}x${n}: __schema { types { name description ${FIELDS} } } }`),
    ),

  'lists of ids': (scene) =>
    loops(scene, 4, (caller, n, loop) => {
      const [entity, where, count] = [
        ['claims', 'id_not_in', 2000],
        ['fees', 'id_not_in', 2000],
        ['claims', 'id_in', 2000],
        ['claims', 'id_not_in', 6000],
      ][n % 4] as [string, string, number]
      const query = `query($i: [ID!]!) { ${entity}(limit: 10, where: { ${where}: $i }) { id } }`
      return caller.graphql(query, { i: ids(count, n + loop) })
    }),

  'replays of everything': (scene) =>
    loops(scene, 20, (caller, _, loop) => {
      const field = loop % 2 ? 'verdicts' : 'claims'
      const selection = loop % 2 ? 'verdict { id code }' : 'claim { id inputHash outputHash node { id } }'
      const query = `subscription { ${field}(after: "${encodePosition(BEGINNING)}") { cursor ${selection} } }`
      return caller.ask(stream(query, loop % 4 === 3 ? 'nothing' : 'all'))
    }),

  'cursors of many chains': (scene) =>
    loops(scene, 8, (caller, n) => {
      const cursor = encodePosition(manyChains(n % 2 ? 1000 : 3000))
      return caller.ask({
        ...stream(`subscription { head(after: "${cursor}") { cursor } }`),
        leaveAfterMs: 500,
      })
    }),

  'conversations of 8 MB': (scene) =>
    loops(scene, 4, (caller, n, loop) =>
      caller.ask({
        path: scene.conversations[(n + loop) % scene.conversations.length] ?? '/content/none/none',
      }),
    ),

  'exports that nobody reads': (scene) =>
    loops(scene, 2, (caller, n) =>
      caller.ask({ path: `/export/heartbeats.${FORMATS[n % 3]}`, read: 'nothing', leaveAfterMs: 20_000 }),
    ),

  'exports that are left': (scene) =>
    loops(scene, 2, (caller, n) => {
      const where = encodeURIComponent(JSON.stringify({ evidence_contains: `nothing like this ${n}` }))
      return caller.ask({ path: `/export/claims.${FORMATS[n % 3]}?where=${where}`, leaveAfterMs: 300 })
    }),

  'guesses of keys': (scene) =>
    loops(scene, 8, (caller, n, loop) =>
      caller.ask({ path: '/rest/networks', headers: { 'x-api-key': `guess ${loop} ${n}` } }),
    ),

  'metrics, ready, status': (scene) =>
    loops(scene, 2, (caller, n) =>
      caller.ask({ path: ['/metrics', '/ready', '/status'][n % 3] ?? '/metrics', free: true }),
    ),

  'queries that fill the cache': (scene) =>
    loops(scene, 4, (caller, n, loop) => {
      const fields =
        'id network chainId firstBlock firstTime role owner enabled lapsed endpoint lastHeartbeatAt'
      const number = Math.floor(n / 3)
      const nodes = (at: number) =>
        `a${at}: nodes(limit: 1, offset: ${number % 50}) { ${fields} x${number}: id }`
      return caller.graphql(`query Q${loop}x${number} { ${times(18, nodes)} }`)
    }),

  payback: (scene) =>
    loops(scene, 2, (caller, n, loop) =>
      caller.graphql(
        `{ payback(network: "money", node: "${GPU}", cost: ${COST}, days: 40, paths: 20000, horizonMonths: 120, seed: ${n * 100 + loop}) { answer cash { months { value } } drivers { driver swing } } }`,
      ),
    ),

  'malformed hosts': (scene) =>
    loops(scene, 4, (caller, n) => {
      const path = n % 2 ? '/graphql?query={networks{id}}' : '/rest/networks'
      return caller.raw([`GET ${path} HTTP/1.1`, `Host: ${HOSTS[n % HOSTS.length]}`])
    }),

  'other methods and versions': (scene) =>
    loops(scene, 4, (caller, n) => {
      const path = ['/export/networks.csv', '/graphql', '/rest/networks', '/metrics'][n % 4]
      return caller.raw([`${METHODS[n % METHODS.length]} ${path} HTTP/1.${n % 2}`, 'Host: localhost'])
    }),
}
