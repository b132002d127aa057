import { AwsClient } from 'aws4fetch'
import { Misconfigured, Unavailable } from '../claim/errors.ts'
import type { Environment } from './environment.ts'

/** Files by name: each is there whole or not at all. */
export interface ObjectStore {
  put(key: string, bytes: Uint8Array): Promise<void>
  /** @throws Unavailable the code for a missing file */
  get(key: string): Promise<Uint8Array>
  list(): Promise<string[]>
}

/** How an S3-compatible store is asked; empty strings where nothing is said. */
export interface BucketKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly region: string
  /** Base address; empty: Amazon's. */
  readonly endpoint: string
}

/** What faults are called by whoever keeps files there. */
export interface BucketCodes {
  readonly keys: string
  readonly missing: string
  readonly away: string
}

/** Reads AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION (us-east-1) and AWS_ENDPOINT_URL; all may be absent. */
export function readBucketKeys(settings: Environment): BucketKeys {
  return {
    accessKeyId: settings.text('AWS_ACCESS_KEY_ID', ''),
    secretAccessKey: settings.text('AWS_SECRET_ACCESS_KEY', ''),
    region: settings.text('AWS_REGION', 'us-east-1'),
    endpoint: settings.text('AWS_ENDPOINT_URL', ''),
  }
}

export const isBucket = (place: string): boolean => place.startsWith('s3://')

/**
 * An S3-compatible bucket, `s3://bucket/prefix`, asked with signature version 4 and path-style addresses.
 * @throws Misconfigured `codes.keys` when the keys are not set
 */
export function openBucket(place: string, keys: BucketKeys | undefined, codes: BucketCodes): ObjectStore {
  const [bucket = '', ...rest] = place.slice('s3://'.length).split('/')
  const prefix = rest.filter((each) => each !== '').join('/')
  if (!keys?.accessKeyId || !keys.secretAccessKey)
    throw new Misconfigured(codes.keys, `${place} needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`)
  const { accessKeyId, secretAccessKey, region, endpoint } = keys
  const origin = endpoint || `https://s3.${region}.amazonaws.com`
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 4 })
  const base = `${origin.replace(/\/$/, '')}/${bucket}`
  const keyOf = (key: string) => [prefix, key].filter((each) => each !== '').join('/')

  async function ask(method: string, url: string, body?: Uint8Array): Promise<Response> {
    const init = { method, signal: AbortSignal.timeout(60_000), ...(body ? { body: Buffer.from(body) } : {}) }
    const response = await client.fetch(url, init).catch((cause) => {
      throw new Unavailable(codes.away, `${place} does not answer`, { cause })
    })
    if (response.ok) return response
    throw new Unavailable(
      response.status === 404 ? codes.missing : codes.away,
      `${place} answered ${response.status} to ${method}`,
    )
  }

  return {
    async put(key, bytes) {
      await ask('PUT', `${base}/${keyOf(key)}`, bytes)
    },
    async get(key) {
      return new Uint8Array(await (await ask('GET', `${base}/${keyOf(key)}`)).arrayBuffer())
    },
    async list() {
      const keys: string[] = []
      for (let token = ''; ; ) {
        const query = new URLSearchParams({
          'list-type': '2',
          prefix,
          ...(token && { 'continuation-token': token }),
        })
        const text = await (await ask('GET', `${base}?${query}`)).text()
        // Keys are ours: hexadecimal digits and slashes, so nothing in them is escaped.
        keys.push(...[...text.matchAll(/<Key>([^<]*)<\/Key>/g)].flatMap((each) => each[1] ?? []))
        token = /<NextContinuationToken>([^<]*)</.exec(text)?.[1] ?? ''
        if (token === '') return keys
      }
    },
  }
}
