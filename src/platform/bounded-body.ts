/**
 * All bytes of a body, or undefined when there are more than `most`. What is too long is not read to its end: leaving
 * the loop destroys the stream, and with it the connection.
 */
export async function readBounded(
  body: AsyncIterable<Uint8Array>,
  most: number,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}
