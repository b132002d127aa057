import type { ServerResponse } from 'node:http'
import { hashOf } from '../../claim/hex.ts'
import type { Pool } from '../../platform/database.ts'
import { sendError, sendRefusal } from '../http/respond.ts'
import type { Route } from '../http/routes.ts'
import { callerOf } from '../limits/gate.ts'
import { Sending } from '../limits/sending.ts'
import type { Conversations } from './conversations.ts'
import type { Split } from './split.ts'

const PATH = /^\/content\/([a-z0-9-]{1,60})\/([A-Za-z0-9_-]{1,200})$/
// Conversations are up to 8 MiB, and as many as requests are allowed would take all of a network.
const LIMITS = {
  what: 'conversations',
  allowance: { ratePerSecond: 8, burst: 64 },
  mostBytes: 128 << 20,
  leastBytes: 0,
}

/**
 * What was said in an individual settlement, out of the archive: `/content/<network>/<blob id>`. Only for an operator who
 * turned it on: prompts and answers are personal, and everywhere else only their hashes are served.
 */
export function createContentRoute(pool: Pool, conversations: Conversations): Route {
  const sending = new Sending(LIMITS)
  return async (request, response) => {
    const caller = callerOf(request)
    const owed = sending.refusalOf(caller)
    if (owed) return sendRefusal(response, owed)
    const [, network = '', blobId = ''] = PATH.exec((request.url ?? '').split('?', 1)[0] ?? '') ?? []
    const { rows } = await pool.query<{ sha256: Buffer }>(
      'select sha256 from api.kept_conversation where network = $1 and blob_id = $2',
      [network, blobId],
    )
    const [row] = rows
    const sha256 = row && hashOf(row.sha256)
    const found = sha256 && (await conversations.find(sha256, caller))
    if (!found) return sendError(response, 404, 'NOT_FOUND', 'no such conversation is kept')
    if (found === 'too long')
      return sendError(response, 413, 'CONTENT_LIMIT', 'the conversation is longer than 8 MiB')
    const refused = sending.begin(caller, response, found.bytes.length)
    if (refused) return sendRefusal(response, refused)
    send(response, JSON.stringify({ network, blobId, sha256 }), found)
  }
}

// Both sides are sent as they were written: nothing is parsed, so nothing is written anew.
function send(response: ServerResponse, head: string, { bytes, input, output }: Split): void {
  const parts = [
    Buffer.from(`${head.slice(0, -1)},"input":`),
    bytes.subarray(...input),
    Buffer.from(',"output":'),
    bytes.subarray(...output),
    Buffer.from('}\n'),
  ]
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': parts.reduce((sum, part) => sum + part.length, 0),
    'cache-control': 'no-store',
  })
  for (const part of parts) response.write(part)
  response.end()
}
