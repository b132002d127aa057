import { existsSync } from 'node:fs'
import { formatVerifierKey, parseVerifierKey, verifierKeyOf } from '../../src/claim/log/note.ts'
import { createKeys, readKeys } from '../log/keys.ts'
import { Witness } from '../log/witness.ts'
import { serveWitness, WitnessFile } from '../log/witness-server.ts'

export interface WitnessOptions {
  readonly name: string
  readonly keys: string
  readonly state: string
  readonly log: readonly string[]
  readonly port: number
  readonly host: string
}

/** `assay watch witness`: prints its verifier key and address, and serves until SIGTERM or SIGINT. */
export async function runWitness({ name, keys, state, log, port, host }: WitnessOptions): Promise<void> {
  const own = existsSync(keys) ? await readKeys(keys) : await createKeys(keys, name)
  const witness = new Witness(own.log, log.map(parseVerifierKey), new WitnessFile(state), () =>
    Math.floor(Date.now() / 1000),
  )
  const { port: taken, close } = await serveWitness(witness, { port, host }, (text) =>
    process.stderr.write(`${text}\n`),
  )
  const key = formatVerifierKey(verifierKeyOf(own.log, true))
  process.stdout.write(`${JSON.stringify({ key, url: `http://${host}:${taken}` })}\n`)
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })
  await close()
}
