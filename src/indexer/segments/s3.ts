import { AwsClient } from 'aws4fetch'
import { Misconfigured, Unavailable } from '../../claim/errors.ts'
import type { ObjectStore } from './store.ts'

/**
 * An S3-compatible bucket, asked with signature version 4. Settings: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
 * AWS_REGION (default us-east-1), AWS_ENDPOINT_URL (default Amazon's), path-style addresses.
 * @throws Misconfigured `SEGMENTS_KEYS` when the keys are not set
 */
export function openBucket(place: string, env: NodeJS.ProcessEnv): ObjectStore {
  const [bucket = '', ...rest] = place.slice('s3://'.length).split('/')
  const prefix = rest.filter((each) => each !== '').join('/')
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env
  if (!accessKeyId || !secretAccessKey)
    throw new Misconfigured('SEGMENTS_KEYS', `${place} needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`)
  const region = env.AWS_REGION ?? 'us-east-1'
  const origin = env.AWS_ENDPOINT_URL ?? `https://s3.${region}.amazonaws.com`
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 4 })
  const base = `${origin.replace(/\/$/, '')}/${bucket}`
  const keyOf = (key: string) => [prefix, key].filter((each) => each !== '').join('/')

  async function ask(method: string, url: string, body?: Uint8Array): Promise<Response> {
    const init = { method, signal: AbortSignal.timeout(60_000), ...(body ? { body: Buffer.from(body) } : {}) }
    const response = await client.fetch(url, init).catch((cause) => {
      throw new Unavailable('UNAVAILABLE_SEGMENT_STORE', `${place} does not answer`, { cause })
    })
    if (response.ok) return response
    const code = response.status === 404 ? 'UNAVAILABLE_SEGMENT' : 'UNAVAILABLE_SEGMENT_STORE'
    throw new Unavailable(code, `${place} answered ${response.status} to ${method}`)
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
