import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BucketKeys } from '../../src/platform/bucket.ts'

export interface BucketServer {
  readonly keys: BucketKeys
  /** What is kept, by path; a test may change it. */
  readonly files: Map<string, Buffer>
  /** Answers every request with this status instead, while it is set. */
  fails: number | undefined
  close(): Promise<void>
}

/** An S3-compatible store in memory. It answers 403 to a request that is not signed with its key's id. */
export async function startBucket(): Promise<BucketServer> {
  const files = new Map<string, Buffer>()
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bucket')
    const end = (status: number, body?: Buffer | string) => response.writeHead(status).end(body)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (bucket.fails) return end(bucket.fails)
      const signed = /^AWS4-HMAC-SHA256 Credential=id\//.test(request.headers.authorization ?? '')
      if (!signed) return end(403)
      if (request.method === 'PUT') {
        files.set(pathname, Buffer.concat(chunks))
        return end(200)
      }
      if (!searchParams.has('list-type')) {
        const file = files.get(pathname)
        return file ? end(200, file) : end(404)
      }
      const names = [...files.keys()].map((path) => path.slice(pathname.length + 1))
      return end(200, `<R>${names.map((name) => `<Contents><Key>${name}</Key></Contents>`).join('')}</R>`)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const bucket: BucketServer = {
    keys: { accessKeyId: 'id', secretAccessKey: 'secret', region: 'x', endpoint: `http://127.0.0.1:${port}` },
    files,
    fails: undefined,
    close: () => new Promise((done) => server.close(() => done())),
  }
  return bucket
}
