import { hashOf } from '../../src/claim/hex.ts'
import type { Pool } from '../../src/platform/database.ts'
import type { FindBlob } from '../evidence/batches.ts'

/** What the archiver wrote down about a blob of a network. */
export function createBlobFinder(pool: Pool, network: string): FindBlob {
  return async (blobId) => {
    const { rows } = await pool.query<{ status: string; code: string | null; sha256: Buffer | null }>(
      'select status, code, sha256 from archive.blob where network = $1 and blob_id = $2',
      [network, blobId],
    )
    const [row] = rows
    return row && { ...row, sha256: row.sha256 && hashOf(row.sha256) }
  }
}
