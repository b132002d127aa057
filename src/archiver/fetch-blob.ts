import { Unavailable } from '../claim/errors.ts'
import type { GuardedHttp } from '../platform/http.ts'

/** Blob ids are base64url or hexadecimal in every store we know. Anything else could leave the store's path. */
const BLOB_ID = /^[A-Za-z0-9_-]{1,200}$/

export function isBlobId(id: string): boolean {
  return BLOB_ID.test(id)
}

/** The blob's URL in a store: the id is appended to the base. */
function blobUrl(base: string, id: string): string {
  return `${base.replace(/\/$/, '')}/${id}`
}

export type StoreAnswer =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'absent' }
  | { readonly kind: 'too_large'; readonly detail: string }
  | { readonly kind: 'unavailable'; readonly detail: string }

/** Asks one store. A stranger wrote the id, another stranger runs the store: every answer is one of four. */
export async function askStore(
  http: GuardedHttp,
  base: string,
  id: string,
  { maxBytes, timeoutMs }: { readonly maxBytes: number; readonly timeoutMs: number },
  signal: AbortSignal,
): Promise<StoreAnswer> {
  try {
    const { status, bytes } = await http.get(blobUrl(base, id), {
      maxBytes,
      timeoutMs,
      signal,
    })
    if (status === 200) return { kind: 'bytes', bytes }
    if (status === 404 || status === 410) return { kind: 'absent' }
    return { kind: 'unavailable', detail: `the store answered ${status}` }
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    if (error.code === 'UNAVAILABLE_SIZE') return { kind: 'too_large', detail: error.message }
    return { kind: 'unavailable', detail: error.message }
  }
}
