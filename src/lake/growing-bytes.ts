/** Bytes that others are added to; the memory is kept when it begins anew. */
export class GrowingBytes {
  buffer: Buffer
  length = 0

  constructor(size = 4096) {
    this.buffer = Buffer.allocUnsafe(size)
  }

  /** Makes room for so many more. */
  reserve(more: number): void {
    if (this.length + more <= this.buffer.length) return
    const next = Buffer.allocUnsafe(2 * (this.length + more))
    this.buffer.copy(next, 0, 0, this.length)
    this.buffer = next
  }

  /** Adds bytes of another buffer. A loop: values are short, and a call into the platform takes longer. */
  add(from: Uint8Array, at: number, length: number): void {
    this.reserve(length)
    const { buffer } = this
    let to = this.length
    for (let i = at; i < at + length; i++) buffer[to++] = from[i] as number
    this.length = to
  }

  /** Adds bytes that are many. */
  append(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.buffer.set(bytes, this.length)
    this.length += bytes.length
  }

  /** Forgets the first bytes; those behind them move to the front. */
  drop(count: number): void {
    this.buffer.copyWithin(0, count, this.length)
    this.length -= count
  }

  /** What was added; it holds until more is. */
  get bytes(): Buffer {
    return this.buffer.subarray(0, this.length)
  }
}
