import { isMainThread, parentPort } from 'node:worker_threads'
import type { RpcCall } from '../../gateway/endpoints/rpc.ts'
import { packBody, type ReadHeights } from './body.ts'

/** The body of an answer to calls about heights. */
export interface AskedBody {
  readonly body: Uint8Array<ArrayBuffer>
  readonly calls: readonly RpcCall[]
  readonly firstId: number
}

/** What a body gave; or the body itself, for something in it is refused. */
export type ThreadAnswer = ReadHeights | { readonly refused: Uint8Array<ArrayBuffer> }

/** Runs as a program of its own thread: reading and hashing of a block takes longer than everything else that is done with it. */
if (!isMainThread)
  parentPort?.on('message', (asked: AskedBody) => {
    const answer = answerTo(asked)
    parentPort?.postMessage(answer, ['refused' in answer ? answer.refused.buffer : answer.kept.buffer])
  })

// Errors lose their class between threads. Whatever is refused is read once more by who asked, and refused there.
function answerTo({ body, calls, firstId }: AskedBody): ThreadAnswer {
  try {
    return packBody(body, calls, firstId)
  } catch {
    return { refused: body }
  }
}
