import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { CodedError } from '../../claim/errors.ts'
import { childEnvironment } from '../../platform/child-environment.ts'
import { type Children, LAUNCHER } from './children.ts'

/** Below the folder of the demo: keys, the log's registration and its files. */
export const WATCHDOG_FOLDER = 'watchdog'

const Registration = z.object({ origin: z.string(), key: z.string(), address: z.string(), since: z.string() })
type Registration = z.infer<typeof Registration>
const Answer = z.object({ result: z.unknown(), error: z.object({ message: z.string() }).optional() })
const NetworkFile = z.looseObject({ watch: z.looseObject({}) })

/** Simulated days; a block of the demo's world is two hours. */
const DAY = 86_400

/**
 * Starts a watchdog that keeps a log and draws samples of the demo's network. Its log is named in the network's folder before its
 * first sample, as on any network: else no sample would have a bound.
 * @throws CodedError `DEVNET_RPC` when the chain does not give it coin for its anchors
 */
export async function startSamples(
  children: Children,
  {
    folder,
    network,
    statements,
    intake,
    env,
  }: {
    folder: string
    network: string
    statements: readonly string[]
    /** Where logs of other watchdogs are taken in. */
    intake: string
    env: NodeJS.ProcessEnv
  },
): Promise<void> {
  const place = join(folder, WATCHDOG_FOLDER)
  const keys = join(place, 'keys.json')
  const registered = (await findRegistration(place)) ?? (await init(children, place, keys, env))
  const witness = await startWitness(children, place, registered, { network: basename(network), env })
  await register(join(network, 'network.json'), { registered, witness, intake })
  await fund(env.RPC_31337 ?? '', registered.address)
  const words = ['watch', 'run', '--keys', keys, '--statement', ...statements]
  const plan = {
    count: 30,
    every: 7 * DAY,
    lead: DAY,
    deadline: 30 * DAY,
    poll: 3,
    publish: join(place, 'log'),
  }
  const options = Object.entries(plan).flatMap(([name, value]) => [`--${name}`, String(value)])
  children.start('watch', env, undefined, [...words, ...options])
}

/** What an earlier run of the demo made, whole. */
async function findRegistration(place: string): Promise<Registration | undefined> {
  const text = await readFile(join(place, 'log.json'), 'utf8').catch(() => undefined)
  // Of another version it is begun again.
  return text === undefined ? undefined : Registration.safeParse(JSON.parse(text)).data
}

async function init(
  children: Children,
  place: string,
  keys: string,
  env: NodeJS.ProcessEnv,
): Promise<Registration> {
  await mkdir(place, { recursive: true, mode: 0o700 })
  // Keys without a registration are of a run that was killed in between: their log has no sample.
  await rm(keys, { force: true })
  const origin = `demo.invalid/${randomBytes(8).toString('hex')}`
  const words = ['watch', 'init', '--keys', keys, '--origin', origin]
  const { stdout } = await promisify(execFile)(process.execPath, [LAUNCHER, ...words], {
    env: childEnvironment(env),
    signal: children.ending,
    killSignal: 'SIGKILL',
  })
  const registration = Registration.parse(JSON.parse(stdout))
  await replace(join(place, 'log.json'), registration)
  return registration
}

const Started = z.object({ key: z.string(), url: z.string() })
type Started = z.infer<typeof Started>

/** Starts somebody else who cosigns the log's checkpoints, by the clock of the demo's world. */
async function startWitness(
  children: Children,
  place: string,
  { key: log }: Registration,
  { network, env }: { readonly network: string; readonly env: NodeJS.ProcessEnv },
): Promise<Started> {
  const files = { keys: join(place, 'witness-keys.json'), state: join(place, 'witness-seen.json') }
  const said = { name: 'witness.demo.invalid', ...files, log, port: '0', network }
  const options = Object.entries(said).flatMap(([name, value]) => [`--${name}`, value])
  const line = Promise.withResolvers<string>()
  children.start('witness', env, line.resolve, ['watch', 'witness', ...options])
  return Started.parse(JSON.parse(await Promise.race([line.promise, children.death])))
}

// The devnet writes the file at each start, with its ports; it does not know this log.
async function register(
  file: string,
  {
    registered,
    witness,
    intake,
  }: { readonly registered: Registration; readonly witness: Started; readonly intake: string },
): Promise<void> {
  const network = NetworkFile.parse(JSON.parse(await readFile(file, 'utf8')))
  const watchdogs = [{ ...registered, source: 'npm run demo' }]
  const witnesses = [{ ...witness, source: 'npm run demo' }]
  await replace(file, { ...network, watch: { ...network.watch, watchdogs, witnesses, intake } })
}

// Anchors are paid for. The last of the chain's own accounts plays no part in its scenario.
async function fund(rpcUrl: string, to: string): Promise<void> {
  const held = await ask(rpcUrl, 'eth_getBalance', [to, 'latest'])
  if (BigInt(z.string().parse(held)) > 0n) return
  const from = z
    .array(z.string())
    .parse(await ask(rpcUrl, 'eth_accounts', []))
    .at(-1)
  await ask(rpcUrl, 'eth_sendTransaction', [{ from, to, value: '0xde0b6b3a7640000' }])
}

async function ask(rpcUrl: string, method: string, params: readonly unknown[]): Promise<unknown> {
  const response = await fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const answer = Answer.parse(await response.json())
  if (answer.error) throw new CodedError('DEVNET_RPC', `${method}: ${answer.error.message}`)
  return answer.result
}

async function replace(file: string, value: object): Promise<void> {
  await writeFile(`${file}.part`, JSON.stringify(value, null, 2))
  await rename(`${file}.part`, file)
}
