import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseLogPath } from '../../claim/log/files.ts'
import type { Pool } from '../../platform/database.ts'
import { etagOf, isKnown, REVALIDATED } from '../http/etag.ts'
import { sendError, sendRefusal } from '../http/respond.ts'
import type { Route } from '../http/routes.ts'
import { callerOf } from '../limits/gate.ts'
import { Sending } from '../limits/sending.ts'
import { type FoundFile, findLogFile } from './files.ts'

const PATH = /^\/logs\/([^/]{1,600})\/([^?]{1,200})(?:\?|$)/
// A whole log is read file by file: each counts as what it costs to find it.
const LIMITS = {
  what: 'files of logs',
  allowance: { ratePerSecond: 8, burst: 64 },
  mostBytes: 256 << 20,
  leastBytes: 4096,
}
const FOR_GOOD = { 'cache-control': 'public, max-age=31536000, immutable' }
// Strangers wrote these bytes: a browser runs nothing of them.
const INERT = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
}

/**
 * `GET /logs/<origin>/<file>`: the files of a log of this database (docs/formats/log.md, section 3), written here or received from
 * somebody else, with its bundles and their evidence. `<origin>` is percent-encoded. So `assay log verify` and `assay recheck` need
 * nothing else than the API.
 */
export function createLogFiles(pool: Pool): Route {
  const sending = new Sending(LIMITS)
  return async (request, response) => {
    const caller = callerOf(request)
    const owed = sending.refusalOf(caller)
    if (owed) return sendRefusal(response, owed)
    const found = await findAsked(pool, request)
    if (!found)
      return sendError(
        response,
        404,
        'NOT_FOUND',
        'no such file of a log: they are at /logs/<origin>/checkpoint, tile/…, bundle/…, evidence/…',
      )
    const refused = sending.begin(caller, response, found.size)
    if (refused) return sendRefusal(response, refused)
    await send(response, found)
  }
}

async function findAsked(pool: Pool, { url = '' }: IncomingMessage): Promise<FoundFile | undefined> {
  const [, encoded, path] = PATH.exec(url) ?? []
  const file = path === undefined ? undefined : parseLogPath(path)
  // A path that is not percent-encoded came no further than the server.
  return file && encoded !== undefined ? findLogFile(pool, decodeURIComponent(encoded), file) : undefined
}

async function send(response: ServerResponse, { type, isFixed, read }: FoundFile): Promise<void> {
  const bytes = await read()
  const etag = isFixed ? undefined : etagOf(Buffer.from(bytes).toString())
  const headers = { ...INERT, ...(etag === undefined ? FOR_GOOD : { ...REVALIDATED, etag }) }
  if (etag !== undefined && isKnown(response.req, etag)) return void response.writeHead(304, headers).end()
  response.writeHead(200, { ...headers, 'content-type': type, 'content-length': bytes.length }).end(bytes)
}
