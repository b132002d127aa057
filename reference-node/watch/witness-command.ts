import { existsSync } from 'node:fs'
import { formatVerifierKey, parseVerifierKey, verifierKeyOf } from '../../src/claim/log/note.ts'
import { Environment } from '../../src/platform/environment.ts'
import { GuardedHttp } from '../../src/platform/http.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { readNetworks } from '../../src/platform/place.ts'
import { createKeys, readKeys } from '../log/keys.ts'
import { Witness } from '../log/witness.ts'
import { serveWitness, WitnessFile } from '../log/witness-server.ts'
import { readClock } from '../sample/clock.ts'

export interface WitnessOptions {
  readonly name: string
  readonly keys: string
  readonly state: string
  readonly log: readonly string[]
  readonly port: number
  readonly host: string
  /** The network whose time it says; undefined: the wall clock's. */
  readonly network?: string
}

/** `assay watch witness`: prints its verifier key and address, and serves until SIGTERM or SIGINT. */
export async function runWitness({
  name,
  keys,
  state,
  log,
  port,
  host,
  network,
}: WitnessOptions): Promise<void> {
  const own = existsSync(keys) ? await readKeys(keys) : await createKeys(keys, name)
  const clock = network === undefined ? WALL : await openClock(network)
  const witness = new Witness(own.log, log.map(parseVerifierKey), new WitnessFile(state), clock.now)
  const { port: taken, close } = await serveWitness(witness, { port, host }, (text) =>
    process.stderr.write(`${text}\n`),
  )
  const key = formatVerifierKey(verifierKeyOf(own.log, true))
  process.stdout.write(`${JSON.stringify({ key, url: `http://${host}:${taken}` })}\n`)
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })
  await close()
  await clock.close()
}

interface Clock {
  /** Unix seconds. */
  readonly now: () => number | Promise<number>
  close(): Promise<void>
}

const WALL: Clock = { now: () => Math.floor(Date.now() / 1000), close: async () => {} }

/** A network may say that its time is simulated: then a witness by the wall clock would say nothing about its rounds. */
async function openClock(name: string): Promise<Clock> {
  const settings = new Environment(process.env)
  const networks = readNetworks(settings)
  const privateHosts = settings.list('ASSAY_PRIVATE_HOSTS')
  settings.check()
  const network = await getNetwork(networks, name)
  const http = new GuardedHttp(privateHosts)
  return { now: () => readClock(network, http), close: () => http.close() }
}
