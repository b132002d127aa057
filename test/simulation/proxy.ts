import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to Postgres that can be cut. */
export interface Proxy {
  /** The same database, by this way. */
  readonly url: string
  /** Cuts every connection once Postgres has sent another `bytes`, then refuses as many connections as told. Resolves when it has. */
  cutAfter(bytes: number, refusals: number): Promise<void>
  /** From now on connections go to this server. */
  lead(to: string): void
  close(): Promise<void>
}

/** A TCP proxy before the server of a database URL. */
export async function openProxy(database: string): Promise<Proxy> {
  let target = new URL(database)
  const open = new Set<Socket>()
  let due: { bytes: number; refusals: number; done: () => void } | undefined
  let refusing = 0
  const server = createServer((client) => {
    if (refusing > 0) {
      refusing--
      client.destroy()
      if (refusing === 0) settle()
      return
    }
    const upstream = connect(Number(target.port), target.hostname)
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket)
      // The other end learns of every end, whichever way it came.
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        open.delete(socket)
        other.destroy()
      })
    }
    client.pipe(upstream)
    upstream.on('data', (chunk: Buffer) => {
      client.write(chunk)
      if (due === undefined || refusing > 0) return
      due.bytes -= chunk.length
      if (due.bytes <= 0) cut(due.refusals)
    })
  })
  const cut = (refusals: number) => {
    refusing = refusals
    for (const socket of open) socket.destroy()
    if (refusals === 0) settle()
  }
  const settle = () => {
    due?.done()
    due = undefined
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = new URL(database)
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    cutAfter: (bytes, refusals) =>
      new Promise((done) => {
        due = { bytes, refusals, done }
      }),
    lead(to) {
      target = new URL(to)
    },
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
