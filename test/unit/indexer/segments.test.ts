import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encodeBlockRecords, nextDigest, seedDigest } from '../../../src/claim/digest.ts'
import { Address, Hash32 } from '../../../src/claim/hex.ts'
import { decodeBlockRecords } from '../../../src/claim/records.ts'
import { decodeSegment, encodeSegment } from '../../../src/indexer/segments/format.ts'
import { openSegments } from '../../../src/indexer/segments/store.ts'
import { verifySegment } from '../../../src/indexer/segments/verify.ts'

const hash = (byte: string) => Hash32(`0x${byte.repeat(32)}`)
const records = encodeBlockRecords({
  logs: [
    {
      address: Address(`0x${'22'.repeat(20)}`),
      topics: [hash('33')],
      data: '0xabcd',
      transactionIndex: 2,
      logIndex: 5,
    },
    { address: Address(`0x${'23'.repeat(20)}`), topics: [], data: '0x', transactionIndex: 4, logIndex: 9 },
  ],
  transactions: [
    { index: 2, hash: hash('44'), call: { to: Address(`0x${'55'.repeat(20)}`), input: '0x01' } },
    { index: 4, hash: hash('45'), call: { to: null, input: '0x02' } },
  ],
})
const expected = { chainId: 1, genesisHash: hash('aa'), sourceSetHash: hash('bb') }
const seed = seedDigest(1, expected.sourceSetHash)
const block = {
  number: 7,
  hash: hash('11'),
  parentHash: hash('10'),
  timestamp: 1_790_000_000,
  header: null,
  records,
}
const segment = {
  ...expected,
  fromBlock: 3,
  toBlock: 9,
  digestBefore: seed,
  digestAfter: nextDigest(seed, block.hash, records),
  blocks: [block],
}

describe('the format', () => {
  test('what is read is what was written', () => {
    const read = decodeSegment(encodeSegment(segment))
    expect(read).toEqual({ ...segment, blocks: [{ ...block, records: Buffer.from(records) }] })
    expect(encodeBlockRecords(decodeBlockRecords(records))).toEqual(records)
  })

  test('every cut and every byte too many is refused', () => {
    const bytes = encodeSegment(segment)
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeSegment(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 'SEGMENT_INVALID' }),
      )
    expect(() => decodeSegment(Buffer.concat([bytes, Buffer.of(0)]))).toThrow(
      expect.objectContaining({ code: 'SEGMENT_INVALID' }),
    )
  })

  test.each([
    ['of another chain', { ...segment, chainId: 2 }, 'SEGMENT_FOREIGN'],
    ['of another source set', { ...segment, sourceSetHash: hash('bc') }, 'SEGMENT_FOREIGN'],
    ['after a gap', { ...segment, digestBefore: hash('01') }, 'SEGMENT_GAP'],
    ['with another digest', { ...segment, digestAfter: hash('01') }, 'SEGMENT_DIGEST'],
    [
      'with a header of another block',
      { ...segment, blocks: [{ ...block, header: '0xc0' as const }] },
      'SEGMENT_HEADER',
    ],
  ])('a segment %s is refused', (_what, altered, code) => {
    expect(verifySegment(segment, expected, seed)).toBe(segment.digestAfter)
    expect(() => verifySegment(altered, expected, seed)).toThrow(expect.objectContaining({ code }))
  })
})

describe('an S3-compatible store', () => {
  const objects = new Map<string, Buffer>()
  let server: Server
  let env: NodeJS.ProcessEnv

  beforeEach(async () => {
    objects.clear()
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const url = new URL(request.url ?? '/', 'http://localhost')
      if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=key/'))
        return response.writeHead(403).end()
      if (request.method === 'PUT') {
        objects.set(url.pathname, Buffer.concat(chunks))
        return response.end()
      }
      if (url.searchParams.has('list-type')) {
        const keys = [...objects.keys()].map(
          (key) => `<Contents><Key>${key.slice('/bucket/'.length)}</Key></Contents>`,
        )
        return response.end(`<ListBucketResult>${keys.join('')}</ListBucketResult>`)
      }
      const found = objects.get(url.pathname)
      return found ? response.end(found) : response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    env = {
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    }
  })

  afterEach(() => new Promise((resolve) => server.close(resolve)))

  test('keeps segments under their hash, and refuses bytes that are not theirs', async () => {
    const store = openSegments('s3://bucket/chain/one', env)
    const { name } = await store.put(encodeSegment(segment))
    expect([...objects.keys()]).toEqual([`/bucket/chain/one/${name.slice(0, 2)}/${name}.seg.zst`])
    expect(await store.list()).toEqual([name])
    expect(decodeSegment(await store.get(name)).toBlock).toBe(9)
    for (const key of objects.keys()) objects.set(key, Buffer.from('something else'))
    await expect(store.get(name)).rejects.toMatchObject({ code: 'SEGMENT_INVALID' })
    objects.clear()
    await expect(store.get(name)).rejects.toMatchObject({ code: 'UNAVAILABLE_SEGMENT' })
  })

  test('without keys the settings to mend are named', () => {
    expect(() => openSegments('s3://bucket', {})).toThrow(expect.objectContaining({ code: 'SEGMENTS_KEYS' }))
  })
})
