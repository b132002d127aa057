import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig as readArchiver } from '../../../src/archiver/config.ts'
import { type Contents, openContents, sha256 } from '../../../src/platform/content-store.ts'
import { type BucketServer, startBucket } from '../../support/bucket-server.ts'
import { expectCode } from '../../support/codes.ts'

let bucket: BucketServer
let folder: string

beforeAll(async () => {
  bucket = await startBucket()
  folder = await mkdtemp(join(tmpdir(), 'assay-contents-'))
})
afterAll(async () => {
  await bucket.close()
  await rm(folder, { recursive: true })
})

const places: [string, () => Contents][] = [
  ['a folder', () => openContents(folder, undefined)],
  ['a bucket', () => openContents('s3://kept/assay/archive', bucket.keys)],
]

describe.each(places)('bytes kept in %s', (_, open) => {
  test('are found by another process by their hash, twice kept or once', async () => {
    const bytes = Buffer.from('what was settled')
    const hash = await open().keep(bytes)
    expect(await open().keep(bytes)).toBe(hash)
    expect(hash).toBe(sha256(bytes))
    expect(Buffer.from((await open().find(hash)) ?? [])).toEqual(bytes)
  })

  test('that are not there are not there, which is no fault', async () => {
    expect(await open().find(sha256(Buffer.from('never kept')))).toBeUndefined()
  })
})

describe('a bucket', () => {
  const open = () => openContents('s3://kept/assay/archive', bucket.keys)

  test('whose bytes were exchanged has nothing under that hash', async () => {
    const hash = await open().keep(Buffer.from('one'))
    const path = `/kept/assay/archive/sha256/${hash.slice(2, 4)}/${hash.slice(2)}`
    expect(bucket.files.has(path)).toBe(true)
    bucket.files.set(path, Buffer.from('another'))
    expect(await open().find(hash)).toBeUndefined()
  })

  test('that refuses is a fault by its code, so that nobody takes it for missing', async () => {
    bucket.fails = 403
    try {
      await expectCode(() => open().find(sha256(Buffer.from('one'))), 'UNAVAILABLE_ARCHIVE')
      await expectCode(() => open().keep(Buffer.from('one')), 'UNAVAILABLE_ARCHIVE')
    } finally {
      bucket.fails = undefined
    }
  })

  test('without keys is refused when it is opened', async () => {
    await expectCode(() => openContents('s3://kept', undefined), 'ARCHIVE_KEYS')
  })

  test('is reached with the keys that settings give', () => {
    const { archive, bucket: keys } = readArchiver({
      DATABASE_URL: 'postgres://a:b@c/d',
      ASSAY_NETWORK: 'n',
      ASSAY_ARCHIVE: 's3://kept/assay',
      AWS_ACCESS_KEY_ID: 'id',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL: 'https://store.example',
    })
    expect([archive, keys.secretAccessKey, keys.endpoint]).toEqual([
      's3://kept/assay',
      'secret',
      'https://store.example',
    ])
  })
})
