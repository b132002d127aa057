import { AuditFault, Unavailable } from '../../src/claim/errors.ts'
import { readBounded } from '../../src/platform/bounded-body.ts'
import { type Refusal, refuse, sendText, takesMethod } from '../../src/platform/refusal.ts'
import { type Listening, serve } from '../../src/platform/serve.ts'
import { PUSH_BYTES, parsePush } from './push.ts'
import { findSize, type Receiver, receive } from './receive.ts'
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
 * Serves `GET` and `POST /logs/<origin>`: how many entries of a log are here, and more of them. The origin is percent-encoded.
 * @throws Misconfigured `PORT_IN_USE`
 */
export function serveIntake(receiver: Receiver, options: IntakeOptions): Promise<Listening> {
  const { host, port, onReceived, onFault } = options
  let busy = 0
  return serve(
    async (request, response) => {
      const origin = findOrigin(request.url ?? '')
      if (origin === undefined)
        return refuse(response, { status: 404, code: 'NOT_FOUND', message: 'here is /logs/<origin>' })
      if (!takesMethod(request, response, ['GET', 'POST'])) return
      if (busy >= AT_ONCE) return refuse(response, BUSY)
      busy++
      try {
        if (request.method !== 'POST') return sendJson(response, { size: await findSize(receiver, origin) })
        const body = await readBounded(request, PUSH_BYTES)
        if (!body) return refuse(response, TOO_LARGE)
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

function findOrigin(url: string): string | undefined {
  const [, encoded] = /^\/logs\/([^/?#]{1,600})$/.exec(url) ?? []
  try {
    return encoded && decodeURIComponent(encoded)
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
