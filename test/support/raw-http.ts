import { connect, type Socket } from 'node:net'

export interface RawAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
  /** How the connection ended: `end` is an orderly end, `reset` is not. */
  readonly ended: 'end' | 'reset'
}

/**
 * Sends a request as it stands and reads until the connection ends; `meanwhile` happens once the first bytes are there, and
 * nothing is read until it is done.
 */
export function rawRequest(
  url: string,
  lines: readonly string[],
  meanwhile: () => Promise<void> = async () => {},
): Promise<RawAnswer> {
  return new Promise((done, fail) => {
    const socket = open(url)
    const chunks: Buffer[] = []
    let ended: RawAnswer['ended'] = 'end'
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.once('data', () => {
      socket.pause()
      meanwhile().then(() => socket.resume(), fail)
    })
    socket.on('error', () => {
      ended = 'reset'
    })
    socket.on('close', () => done({ ...split(Buffer.concat(chunks)), ended }))
    socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  })
}

/** A connection that asked and reads nothing of the answer. */
export function stalledRequest(url: string, lines: readonly string[]): Socket {
  const socket = open(url)
  socket.pause()
  // The server may end it at any time.
  socket.on('error', () => {})
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  return socket
}

function open(url: string): Socket {
  const { hostname, port } = new URL(url)
  return connect({ host: hostname, port: Number(port) })
}

function split(bytes: Buffer) {
  const at = bytes.indexOf('\r\n\r\n')
  const [first = '', ...lines] = bytes.subarray(0, Math.max(at, 0)).toString('latin1').split('\r\n')
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
    }),
  )
  return { status: Number(first.split(' ')[1] ?? 0), headers, body: bytes.subarray(at + 4) }
}
