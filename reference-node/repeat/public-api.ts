import { z } from 'zod'
import { Unavailable } from '../../src/claim/errors.ts'
import { Hash32 } from '../../src/claim/hex.ts'
import { readBounded } from '../../src/platform/bounded-body.ts'

const WAIT_MS = 30_000
const ANSWER_BYTES = 16 << 20

/** A 32-byte hash in an answer. */
export const hash = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/i)
  .transform(Hash32)

/** Where an answer says that a claim stands on chain. */
export const standing = {
  chainId: z.int(),
  blockNumber: z.int(),
  blockHash: hash,
  blockTime: z.iso.datetime(),
  position: z.int(),
  leafIndex: z.int().nullable(),
}

/** Somebody's running API, of which nothing is believed that can be checked. */
export class PublicApi {
  readonly #url: string
  readonly #key: string | undefined

  constructor(url: string, key: string | undefined) {
    this.#url = url.replace(/(\/graphql)?\/*$/, '/graphql')
    this.#key = key
  }

  /**
   * The data of a query, in the shape that is expected.
   * @throws Unavailable `UNAVAILABLE_API`
   */
  async ask<T extends z.ZodType>(
    shape: T,
    query: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<z.infer<T>> {
    const answer = Answer.safeParse(await this.#post(JSON.stringify({ query, variables })))
    if (!answer.success) throw this.#unusable('no answer of a GraphQL API')
    const [error] = answer.data.errors ?? []
    if (error) throw this.#unusable(`it refuses: ${error.message.slice(0, 300)}`)
    const parsed = shape.safeParse(answer.data.data)
    if (!parsed.success) throw this.#unusable(`not what was asked for: ${z.prettifyError(parsed.error)}`)
    return parsed.data
  }

  async #post(body: string): Promise<unknown> {
    const access = this.#key === undefined ? {} : { 'x-api-key': this.#key }
    try {
      const headers = { 'content-type': 'application/json', ...access }
      const signal = AbortSignal.timeout(WAIT_MS)
      const response = await fetch(this.#url, { method: 'POST', headers, body, signal })
      const bytes = response.body && (await readBounded(response.body, ANSWER_BYTES))
      if (!bytes) throw new RangeError(`no answer of at most ${ANSWER_BYTES} bytes`)
      return JSON.parse(bytes.toString('utf8'))
    } catch (cause) {
      throw this.#unusable(cause instanceof Error ? cause.message : String(cause), cause)
    }
  }

  #unusable(reason: string, cause?: unknown): Unavailable {
    return new Unavailable('UNAVAILABLE_API', `the API at ${this.#url}: ${reason}`, { cause })
  }
}

const Answer = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string() })).optional(),
})
