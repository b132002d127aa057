import { isAscii } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { findVotes, type VotesText } from '../../chain/cometbft/votes-text.ts'
import type { RpcObject } from '../../chain/fields.ts'
import { CodedError } from '../../claim/errors.ts'
import { readBody, readReplies } from '../../gateway/endpoints/replies.ts'
import type { RpcCall } from '../../gateway/endpoints/rpc.ts'
import { type HeightAnswer, openHeight, packHeight } from './heights.ts'

/** What the body of an answer gave: JSON of a list with a part for each call, of which each has so many bytes of `kept` as well. */
export interface ReadHeights {
  readonly said: string
  readonly lengths: readonly number[]
  readonly kept: Uint8Array<ArrayBuffer>
}

/**
 * Reads the answers to calls about heights.
 * @throws those of {@link readReplies} and {@link packHeight}
 */
export function packBody(body: Uint8Array, calls: readonly RpcCall[], firstId: number): ReadHeights {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return packWith(bytes, findVotes(bytes), calls, firstId) ?? packPlain(bytes, calls, firstId)
}

/** The same with JSON alone. */
export function packPlain(bytes: Buffer, calls: readonly RpcCall[], firstId: number): ReadHeights {
  const packed = readBody(bytes, calls, firstId).map((result, at) => packHeight(calls[at] as RpcCall, result))
  return join(bytes, packed)
}

/** What {@link packBody} gave, by call. */
export function openBody(calls: readonly RpcCall[], { said, lengths, kept }: ReadHeights): HeightAnswer[] {
  const parts = JSON.parse(said) as readonly (RpcObject | null)[]
  let at = 0
  return calls.map((call, index) => {
    const begin = at
    at += lengths[index] ?? 0
    return openHeight(call, parts[index] ?? null, kept.subarray(begin, at))
  })
}

/** Of a body of which some answer is refused: the others stand. Errors as of {@link readReplies}. */
export function readRefused(body: Uint8Array, calls: readonly RpcCall[], firstId: number): HeightAnswer[] {
  return readBody(body, calls, firstId).map((result, index) => {
    const call = calls[index] as RpcCall
    try {
      const packed = join(Buffer.alloc(0), [packHeight(call, result)])
      return openBody([call], packed)[0] ?? null
    } catch (error) {
      if (error instanceof CodedError) return error
      throw error
    }
  })
}

// Nobody who answers can know it, so nothing that he wrote is taken for it.
const PLACE = randomUUID()

/** With votes read of the bytes. Undefined where some stand at another place than the one they are kept and hashed at. */
function packWith(
  bytes: Buffer,
  votes: readonly VotesText[],
  calls: readonly RpcCall[],
  firstId: number,
): ReadHeights | undefined {
  const encoding = isAscii(bytes) ? 'latin1' : 'utf8'
  const by = new Map<unknown, VotesText>()
  let text = ''
  let at = 0
  for (const each of votes) {
    const place = `${PLACE}:${by.size}`
    text += `${bytes.toString(encoding, at, each.from)}"${place}"`
    by.set(place, each)
    at = each.to
  }
  text += bytes.toString(encoding, at)
  const packed = readReplies(text, calls, firstId).map((result, index) =>
    packHeight(calls[index] as RpcCall, result, by),
  )
  return packed.filter(({ kept }) => kept.length > 1).length === by.size ? join(bytes, packed) : undefined
}

function join(bytes: Buffer, packed: readonly ReturnType<typeof packHeight>[]): ReadHeights {
  const lengths = packed.map(
    ({ kept: [before, votes, behind = ''] }) =>
      Buffer.byteLength(before) + Buffer.byteLength(behind) + (votes ? votes.to - votes.from : 0),
  )
  const kept = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0))
  const out = Buffer.from(kept.buffer)
  let at = 0
  for (const {
    kept: [before, votes, behind = ''],
  } of packed) {
    at += out.write(before, at)
    if (votes) at += bytes.copy(out, at, votes.from, votes.to)
    at += out.write(behind, at)
  }
  return { said: JSON.stringify(packed.map(({ said }) => said)), lengths, kept }
}
