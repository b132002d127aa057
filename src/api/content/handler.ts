import { decodeConversation } from '../../claim/conversation.ts'
import { hashOf } from '../../claim/hex.ts'
import type { Contents } from '../../platform/content-store.ts'
import type { Pool } from '../../platform/database.ts'
import { sendError, sendJson } from '../http/respond.ts'
import type { Route } from '../http/routes.ts'

const PATH = /^\/content\/([a-z0-9-]{1,60})\/([A-Za-z0-9_-]{1,200})$/

/**
 * What was said in an individual settlement, out of the archive's folder: `/content/<network>/<blob id>`. Only for an
 * operator who turned it on: prompts and answers are personal, and everywhere else only their hashes are served.
 */
export function createContentRoute(pool: Pool, contents: Contents): Route {
  return async (request, response) => {
    const [, network = '', blobId = ''] = PATH.exec((request.url ?? '').split('?', 1)[0] ?? '') ?? []
    const { rows } = await pool.query<{ sha256: Buffer }>(
      'select sha256 from api.kept_conversation where network = $1 and blob_id = $2',
      [network, blobId],
    )
    const [row] = rows
    const sha256 = row && hashOf(row.sha256)
    const bytes = sha256 && (await contents.find(sha256))
    if (!bytes) return sendError(response, 404, 'NOT_FOUND', 'no such conversation is kept')
    const { input, output } = decodeConversation(bytes)
    sendJson(response, 200, { network, blobId, sha256, input, output }, { 'cache-control': 'no-store' })
  }
}
