import { deserialize, serialize } from 'node:v8'

/** Where a child finds the socket to its parent. */
export const SOCKET = 3
/** And a second one, on which neither ever speaks: it closes with the parent. */
export const LIFELINE = 4
/** Before each message stands its length: four bytes, the smallest first. */
export const HEAD = 4
/** More than a child may hold, let alone say: longer messages are not waited for. */
export const MAX_MESSAGE_BYTES = 2 ** 30

/**
 * A message as it goes over the socket.
 * @throws RangeError beyond 4 GiB, which neither side has the memory for
 */
export function toFrame(message: unknown): Uint8Array[] {
  const body = serialize(message)
  const head = Buffer.alloc(HEAD)
  head.writeUInt32LE(body.length)
  return [head, body]
}

/** Puts messages together from the pieces in which they arrive. */
export class FrameReader {
  #pieces: Buffer[] = []
  #held = 0

  /**
   * The messages that this piece completes.
   * @throws on bytes that are no message, and on one that would be too long
   */
  read(piece: Buffer): unknown[] {
    this.#pieces.push(piece)
    this.#held += piece.length
    const messages: unknown[] = []
    for (;;) {
      const size = this.#peekSize()
      if (size !== undefined && size > MAX_MESSAGE_BYTES) throw new RangeError(`a message of ${size} bytes`)
      if (size === undefined || this.#held < HEAD + size) return messages
      const all = Buffer.concat(this.#pieces)
      messages.push(deserialize(all.subarray(HEAD, HEAD + size)))
      const rest = all.subarray(HEAD + size)
      this.#pieces = rest.length > 0 ? [rest] : []
      this.#held = rest.length
    }
  }

  #peekSize(): number | undefined {
    if (this.#held < HEAD) return undefined
    const [first] = this.#pieces
    if (first && first.length >= HEAD) return first.readUInt32LE()
    this.#pieces = [Buffer.concat(this.#pieces)]
    return this.#pieces[0]?.readUInt32LE()
  }
}
