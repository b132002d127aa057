import { AuditFault, Unavailable } from '../../src/claim/errors.ts'
import { Hash32 } from '../../src/claim/hex.ts'
import { readBounded } from '../../src/platform/bounded-body.ts'
import { type Refusal, refuse, sendText, takesMethod } from '../../src/platform/refusal.ts'
import { type Listening, serve } from '../../src/platform/serve.ts'
import { listWanted, takeEvidence } from './evidence.ts'
import { findSize, type Receiver } from './kept.ts'
import { PUSH_BYTES, parsePush } from './push.ts'
import { receive } from './receive.ts'
import { IntakeRefused } from './refused.ts'

/** Requests whose bodies are in memory at once. */
const AT_ONCE = 4

interface IntakeOptions {
  readonly host: string
  readonly port: number
  /** Is told when entries were taken in. */
  readonly onReceived: (origin: string) => void
  readonly onFault: (error: unknown) => void
}

/**
 * Serves `GET` and `POST /logs/<origin>`: how many entries of a log are here, and more of them; `GET /logs/<origin>/evidence` and
 * `PUT /logs/<origin>/evidence/<hash>`: which evidence its bundles lack here, and a piece of it. The origin is percent-encoded.
 * @throws Misconfigured `PORT_IN_USE`
 */
export function serveIntake(receiver: Receiver, options: IntakeOptions): Promise<Listening> {
  const { host, port, onReceived, onFault } = options
  let busy = 0
  return serve(
    async (request, response) => {
      const asked = findAsked(request.url ?? '')
      if (asked === undefined)
        return refuse(response, {
          status: 404,
          code: 'NOT_FOUND',
          message: 'here are /logs/<origin>, /logs/<origin>/evidence and /logs/<origin>/evidence/<hash>',
        })
      if (!takesMethod(request, response, METHODS[asked.what])) return
      if (busy >= AT_ONCE) return refuse(response, BUSY)
      busy++
      try {
        const { origin } = asked
        if (asked.what === 'wanted')
          return sendJson(response, { wanted: await listWanted(receiver, origin, asked.after) })
        if (asked.what === 'log' && request.method !== 'POST')
          return sendJson(response, { size: await findSize(receiver, origin) })
        const body = await readBounded(request, PUSH_BYTES)
        if (!body) return refuse(response, TOO_LARGE)
        if (asked.what === 'piece') {
          await takeEvidence(receiver, origin, asked.hash, body)
          return sendJson(response, { hash: asked.hash })
        }
        const size = await receive(receiver, origin, parsePush(body))
        sendJson(response, { size })
        onReceived(origin)
      } catch (error) {
        const refusal = refusalOf(error)
        if (!refusal) throw error
        refuse(response, refusal)
      } finally {
        busy--
      }
    },
    { host, port, setting: 'ASSAY_INTAKE_PORT', onFault },
  )
}

const TOO_LARGE: Refusal = { status: 413, code: 'TOO_LARGE', message: `more than ${PUSH_BYTES} bytes` }
const BUSY: Refusal = {
  status: 503,
  code: 'INTAKE_BUSY',
  message: 'others are pushing: try again',
  headers: { 'retry-after': '5' },
}

function sendJson(response: Parameters<typeof sendText>[0], value: object): void {
  sendText(response, 200, 'application/json; charset=utf-8', `${JSON.stringify(value)}\n`)
}

const METHODS = { log: ['GET', 'POST'], wanted: ['GET'], piece: ['PUT'] } as const

/** What an address of the intake names. */
type Asked = { readonly origin: string } & (
  | { readonly what: 'log' }
  | { readonly what: 'wanted'; readonly after: Hash32 | undefined }
  | { readonly what: 'piece'; readonly hash: Hash32 }
)

const ADDRESS = /^\/logs\/([^/?#]{1,600})(?:(\/evidence)(?:\/([0-9a-f]{64})|\?after=([0-9a-f]{64}))?)?$/

function findAsked(url: string): Asked | undefined {
  const [, encoded, evidence, hash, after] = ADDRESS.exec(url) ?? []
  const origin = encoded === undefined ? undefined : decodeOr(encoded)
  if (origin === undefined) return undefined
  if (evidence === undefined) return { origin, what: 'log' }
  if (hash !== undefined) return { origin, what: 'piece', hash: Hash32(`0x${hash}`) }
  return { origin, what: 'wanted', after: after === undefined ? undefined : Hash32(`0x${after}`) }
}

function decodeOr(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded)
  } catch {
    // Not percent-encoded: the address of nothing.
    return undefined
  }
}

/** Undefined of a fault of our own. */
function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof IntakeRefused) return error
  if (error instanceof AuditFault) return { status: 422, code: error.code, message: error.message }
  if (error instanceof Unavailable && error.code === 'LOG_WRITER')
    return { status: 409, code: error.code, message: error.message }
  return undefined
}
