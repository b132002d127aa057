import { readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { readBounded } from '../../src/platform/bounded-body.ts'
import { refuse, takesMethod } from '../../src/platform/refusal.ts'
import { type Listening, serve } from '../../src/platform/serve.ts'
import type { Head } from './store.ts'
import type { Witness, WitnessState } from './witness.ts'

const BODY_BYTES = 1 << 17
const File = z.record(z.string(), z.strictObject({ size: z.number().int().min(0), root: z.string() }))

/** What a witness keeps, in a file of its own. One process writes it. */
export class WitnessFile implements WitnessState {
  readonly #path: string
  #kept: Readonly<Record<string, Head>>
  #turn: Promise<unknown> = Promise.resolve()

  /** Reads the file, if there is one. */
  constructor(path: string) {
    this.#path = path
    this.#kept = readKept(path)
  }

  find(origin: string): Head | undefined {
    return Object.hasOwn(this.#kept, origin) ? this.#kept[origin] : undefined
  }

  replace(origin: string, before: Head | undefined, next: Head): Promise<boolean> {
    const turn = this.#turn.then(() => this.#replace(origin, before, next))
    this.#turn = turn.catch(() => {})
    return turn
  }

  async #replace(origin: string, before: Head | undefined, { size, root }: Head): Promise<boolean> {
    if (this.find(origin) !== before) return false
    const kept = { ...this.#kept, [origin]: { size, root } }
    const said = Object.entries(kept).map(([name, head]) => [
      name,
      { size: head.size, root: Buffer.from(head.root).toString('base64') },
    ])
    // On the disk before it is cosigned: a witness that forgets would cosign two views.
    await writeFile(`${this.#path}.new`, JSON.stringify(Object.fromEntries(said)), { flush: true })
    await rename(`${this.#path}.new`, this.#path)
    this.#kept = kept
    return true
  }
}

function readKept(path: string): Record<string, Head> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
  const entries = Object.entries(File.parse(JSON.parse(text)))
  return Object.fromEntries(
    entries.map(([name, { size, root }]) => [name, { size, root: Buffer.from(root, 'base64') }]),
  )
}

/**
 * Serves `POST /add-checkpoint` of a witness; port 0 takes a free one. `say` is told why a request got no answer of the witness.
 * @throws Misconfigured `PORT_IN_USE`
 */
export function serveWitness(
  witness: Witness,
  { port, host }: { readonly port: number; readonly host: string },
  say: (text: string) => void,
): Promise<Listening> {
  return serve(
    async (request, response) => {
      if (request.url !== '/add-checkpoint')
        return refuse(response, { status: 404, code: 'NOT_FOUND', message: 'here is POST /add-checkpoint' })
      if (!takesMethod(request, response, ['POST'])) return
      const body = await readBounded(request, BODY_BYTES)
      if (!body)
        return refuse(response, { status: 413, code: 'TOO_LARGE', message: `more than ${BODY_BYTES} bytes` })
      const answer = await witness.addCheckpoint(body.toString())
      const type = answer.status === 409 ? 'text/x.tlog.size' : 'text/plain; charset=utf-8'
      response.writeHead(answer.status, { 'content-type': type }).end(answer.body)
    },
    {
      host,
      port,
      setting: '--port',
      onFault: (error) =>
        say(`a request got no cosignature: ${error instanceof Error ? error.message : String(error)}`),
    },
  )
}
