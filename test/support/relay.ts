import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to Postgres that can be cut, or go silent as a network does that drops packets. */
export interface Relay {
  /** The same database by this way. */
  readonly url: string
  cut(): void
  freeze(): void
  restore(): void
  close(): Promise<void>
}

export async function openRelay(database: string): Promise<Relay> {
  const target = new URL(database)
  const open = new Set<Socket>()
  let state: 'open' | 'cut' | 'frozen' = 'open'
  const server = createServer((client) => {
    open.add(client)
    client.on('error', () => client.destroy())
    client.once('close', () => open.delete(client))
    if (state === 'cut') return client.resetAndDestroy()
    const upstream = connect(Number(target.port), target.hostname)
    upstream.on('error', () => client.destroy())
    upstream.once('close', () => client.destroy())
    client.once('close', () => upstream.destroy())
    client.on('data', (chunk: Buffer) => state === 'open' && upstream.write(chunk))
    upstream.on('data', (chunk: Buffer) => state === 'open' && client.write(chunk))
    return undefined
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = new URL(database)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  const drop = () => {
    for (const socket of open) socket.resetAndDestroy()
  }
  return {
    url: url.href,
    cut() {
      state = 'cut'
      drop()
    },
    freeze() {
      state = 'frozen'
    },
    restore() {
      state = 'open'
      drop()
    },
    async close() {
      drop()
      await new Promise((done) => server.close(done))
    },
  }
}
