import { readBody } from '../../gateway/endpoints/replies.ts'
import type { ReadBody } from '../../gateway/endpoints/transport.ts'
import { programBeside } from '../../platform/program.ts'
import { Thread } from '../../platform/thread.ts'
import { openBody, readRefused } from './body.ts'
import { isOfHeight } from './heights.ts'
import type { AskedBody, ThreadAnswer } from './heights-thread.ts'

/** Of a thread that reads bodies as long as they may be. */
const MOST_MB = 4_096

/** Reads answers about heights in a thread, while this one asks for the next ones and stores those before; all others as the gateway does. */
export class HeightReader {
  readonly #thread = new Thread<AskedBody, ThreadAnswer>(programBeside('heights-thread', import.meta.url), {
    mostMb: MOST_MB,
  })

  /** The {@link HeightAnswer} of each call about a height. Errors as for {@link ReadBody}; CodedError `INTERNAL` when the thread ends. */
  readonly read: ReadBody = async (body, calls, firstId) => {
    if (!calls.every(isOfHeight)) return readBody(body, calls, firstId)
    const own = ownBytes(body)
    const answer = await this.#thread.ask({ body: own, calls, firstId }, [own.buffer])
    return 'refused' in answer ? readRefused(answer.refused, calls, firstId) : openBody(calls, answer)
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
