import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** One answer as it came over the wire. */
export interface RawAnswer {
  /** 0: the connection was closed without an answer. */
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** Sends bytes as they are and gives everything that came back until the server closed, or `quietMs` after its last byte. */
export async function sendRaw(port: number, bytes: string | Buffer, quietMs = 10_000): Promise<RawAnswer> {
  const socket = await openSocket(port)
  const parts: Buffer[] = []
  socket.setTimeout(quietMs, () => socket.destroy())
  socket.on('data', (part: Buffer) => parts.push(part))
  socket.write(bytes)
  await closed(socket)
  return toAnswer(Buffer.concat(parts).toString('latin1'))
}

/** A connected socket whose errors are no errors of the test. */
export async function openSocket(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.on('error', () => socket.destroy())
  return socket
}

export async function closed(socket: Socket): Promise<void> {
  if (!socket.closed) await new Promise<void>((done) => socket.once('close', () => done()))
}

/** A request of HTTP/1.1 with a good Host, whose connection closes after the answer. */
export function plainRequest(method: string, path: string, more: readonly string[] = [], body = ''): string {
  return [`${method} ${path} HTTP/1.1`, 'host: localhost', 'connection: close', ...more, '', body].join(
    '\r\n',
  )
}

function toAnswer(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  )
  return {
    status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1] ?? 0),
    headers,
    text: rest.join('\r\n\r\n'),
  }
}
