import { isMainThread, parentPort } from 'node:worker_threads'
import { readBody } from '../../gateway/endpoints/replies.ts'
import type { RpcCall } from '../../gateway/endpoints/rpc.ts'
import { packHeight } from './heights.ts'

/** The body of an answer to calls about heights. */
export interface AskedBody {
  readonly body: Uint8Array<ArrayBuffer>
  readonly calls: readonly RpcCall[]
  readonly firstId: number
}

/** What a body gave: for each call its part of the text, JSON of a list, and so many bytes of `kept`. Or the body itself, for it is refused. */
export type ReadHeights =
  | {
      readonly said: string
      readonly lengths: readonly number[]
      readonly kept: Uint8Array<ArrayBuffer>
    }
  | { readonly refused: Uint8Array<ArrayBuffer> }

/** Runs as a program of its own thread: reading and hashing of a block takes longer than everything else that is done with it. */
if (!isMainThread)
  parentPort?.on('message', ({ body, calls, firstId }: AskedBody) => {
    const read = readHeights(body, calls, firstId)
    parentPort?.postMessage(read, ['refused' in read ? read.refused.buffer : read.kept.buffer])
  })

// Errors lose their class between threads. Whatever is refused is read once more by who asked, and refused there.
function readHeights(body: AskedBody['body'], calls: readonly RpcCall[], firstId: number): ReadHeights {
  try {
    const packed = readBody(body, calls, firstId).map((result, at) =>
      packHeight(calls[at] as RpcCall, result),
    )
    const lengths = packed.map(({ kept }) => Buffer.byteLength(kept))
    const kept = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0))
    const bytes = Buffer.from(kept.buffer)
    let at = 0
    for (const each of packed) at += bytes.write(each.kept, at)
    return { said: JSON.stringify(packed.map(({ said }) => said)), lengths, kept }
  } catch {
    return { refused: body }
  }
}
