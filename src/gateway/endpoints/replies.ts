import { isAscii } from 'node:buffer'
import { classifyError } from './error-meaning.ts'
import { NoAnswer, type RpcCall, RpcRefused } from './rpc.ts'

/** {@link readReplies} of a body as it came. */
export function readBody(body: Uint8Array, calls: readonly RpcCall[], firstId: number): unknown[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  // Nearly every answer is of ASCII alone, and that becomes a text without being decoded.
  return readReplies(bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8'), calls, firstId)
}

/**
 * The results of a batch in the order of its calls, from what an endpoint sent back.
 * @throws NoAnswer when the reply is not an answer to each call; RpcRefused when the chain refuses one
 */
export function readReplies(text: string, calls: readonly RpcCall[], firstId: number): unknown[] {
  const parsed = parse(text)
  // Some nodes answer a batch of one with a bare object, and refuse a whole batch with one.
  const replies = Array.isArray(parsed) ? parsed : [parsed]
  const byId = new Map<unknown, Record<string, unknown>>()
  for (const reply of replies) {
    if (typeof reply !== 'object' || reply === null) throw new NoAnswer('sick', 'a reply is not an object')
    byId.set((reply as { id?: unknown }).id, reply as Record<string, unknown>)
  }
  const whole = byId.size === 1 ? replies[0] : undefined
  return calls.map((call, position) => {
    const reply = byId.get(firstId + position)
    if (reply) return readReply(reply, call)
    if (whole && 'error' in whole) return readReply(whole, call)
    throw new NoAnswer('sick', `no reply with id ${firstId + position}`)
  })
}

function readReply(reply: Record<string, unknown>, call: RpcCall): unknown {
  const { error, result } = reply
  if (error !== undefined && error !== null) throw toError(error, call)
  if (result === undefined || (result === null && !call.nullable))
    throw new NoAnswer('sick', `${call.method}: the result is ${result === null ? 'null' : 'missing'}`)
  return result
}

function toError(error: unknown, { method }: RpcCall): RpcRefused | NoAnswer {
  const { number, text, data } = describeError(error)
  const meaning = classifyError(method, number, text)
  if (meaning === 'refused') return new RpcRefused(number, text, data)
  return new NoAnswer(meaning, `${method}: ${number} ${text}`)
}

/** The number and the words of an error object; CometBFT nodes put the reason into `data`. */
export function describeError(error: unknown) {
  const { code, message, data } = (typeof error === 'object' && error !== null ? error : {}) as Record<
    string,
    unknown
  >
  const text = [message, data].filter((each) => typeof each === 'string').join(': ')
  return { number: typeof code === 'number' ? code : 0, text, data }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new NoAnswer('sick', `not JSON: ${text.slice(0, 60)}`, undefined, { cause })
  }
}
