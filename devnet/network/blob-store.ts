import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { Misconfigured } from '../../src/claim/errors.ts'

const ID = /^[A-Za-z0-9_-]{1,100}$/

/** A folder of blobs, served over HTTP as a Walrus aggregator serves them: GET /v1/blobs/<id>. */
export class BlobStore {
  readonly url: string
  readonly #folder: string
  readonly #server: Server

  private constructor(folder: string, server: Server, port: number) {
    this.#folder = folder
    this.#server = server
    this.url = `http://127.0.0.1:${port}/v1/blobs/`
  }

  /** @throws Misconfigured `PORT_IN_USE` */
  static async open(folder: string, port: number): Promise<BlobStore> {
    await mkdir(folder, { recursive: true })
    const server = createServer((request, response) => {
      const id = /^\/v1\/blobs\/([^/?]+)$/.exec(request.url ?? '')?.[1] ?? ''
      if (request.method !== 'GET' || !ID.test(id)) {
        response.writeHead(request.method === 'GET' ? 404 : 405).end()
        return
      }
      readFile(join(folder, id)).then(
        (bytes) => response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bytes),
        () => response.writeHead(404).end(),
      )
    })
    await new Promise<void>((done, fail) => {
      server.once('error', (cause) =>
        fail(new Misconfigured('PORT_IN_USE', `the blob store cannot listen on port ${port}`, { cause })),
      )
      server.listen(port, '127.0.0.1', done)
    })
    const address = server.address()
    return new BlobStore(folder, server, typeof address === 'object' && address ? address.port : port)
  }

  /** Keeps `bytes` under `id`. */
  async put(id: string, bytes: Uint8Array): Promise<void> {
    if (!ID.test(id)) throw new RangeError(`not a blob id: ${id}`)
    const file = join(this.#folder, id)
    await writeFile(`${file}.part`, bytes)
    await rename(`${file}.part`, file)
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }
}
