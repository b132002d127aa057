import type { RpcObject } from '../../chain/fields.ts'
import { CodedError } from '../../claim/errors.ts'
import { readBody } from '../../gateway/endpoints/replies.ts'
import type { RpcCall } from '../../gateway/endpoints/rpc.ts'
import type { ReadBody } from '../../gateway/endpoints/transport.ts'
import { programBeside } from '../../platform/program.ts'
import { Thread } from '../../platform/thread.ts'
import { type HeightAnswer, isOfHeight, openHeight, packHeight } from './heights.ts'
import type { AskedBody, ReadHeights } from './heights-thread.ts'

/** Of a thread that reads bodies as long as they may be. */
const MOST_MB = 4_096

/** Reads answers about heights in a thread, while this one asks for the next ones and stores those before; all others as the gateway does. */
export class HeightReader {
  readonly #thread = new Thread<AskedBody, ReadHeights>(programBeside('heights-thread', import.meta.url), {
    mostMb: MOST_MB,
  })

  /** The {@link HeightAnswer} of each call about a height. Errors as for {@link ReadBody}; CodedError `INTERNAL` when the thread ends. */
  readonly read: ReadBody = async (body, calls, firstId) => {
    if (!calls.every(isOfHeight)) return readBody(body, calls, firstId)
    const own = ownBytes(body)
    const read = await this.#thread.ask({ body: own, calls, firstId }, [own.buffer])
    return 'refused' in read ? readRefused(read.refused, calls, firstId) : openAll(calls, read)
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}

/** Bytes that can be moved to a thread: what is short shares its buffer with others. */
function ownBytes({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array<ArrayBuffer> {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) return new Uint8Array(buffer)
  return new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength))
}

function openAll(
  calls: readonly RpcCall[],
  { said, lengths, kept }: Exclude<ReadHeights, { refused: unknown }>,
): HeightAnswer[] {
  const parts = JSON.parse(said) as readonly (RpcObject | null)[]
  let at = 0
  return calls.map((call, index) => {
    const begin = at
    at += lengths[index] ?? 0
    return openHeight(call, parts[index] ?? null, kept.subarray(begin, at))
  })
}

/** Of a body of which some answer is refused: the others stand. */
function readRefused(body: Uint8Array, calls: readonly RpcCall[], firstId: number): HeightAnswer[] {
  return readBody(body, calls, firstId).map((result, index) => {
    const call = calls[index] as RpcCall
    try {
      const { said, kept } = packHeight(call, result)
      return openHeight(call, JSON.parse(JSON.stringify(said)), Buffer.from(kept))
    } catch (error) {
      if (error instanceof CodedError) return error
      throw error
    }
  })
}
