import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Manifest } from '@subsquid/manifest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BucketServer, startBucket } from '../../support/bucket-server.ts'
import { type Environment, type Started, start, untilHealthy } from '../../support/deploy/run.ts'
import { createDeployWorld, type DeployWorld, PASSWORDS } from '../../support/deploy/world.ts'

// The hosted service's own library reads the manifest, as its command line and its machines do.
const { value: manifest, error } = Manifest.parse(readFileSync('squid.yaml', 'utf8'))
const NETWORK = 'opengradient-testnet'
const CHAINS: number[] = JSON.parse(
  readFileSync(join('networks', NETWORK, 'network.json'), 'utf8'),
).chains.map(({ id }: { id: number }) => id)
const LEAST = { ASSAY_BUCKET: 'kept', AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' }
const ALL = {
  ...LEAST,
  AWS_REGION: 'eu-1',
  AWS_ENDPOINT_URL: 'https://store.example',
  ...Object.fromEntries(CHAINS.map((id) => [`RPC_${id}`, `https://rpc.example/${id}`])),
}

interface Service {
  readonly name: string
  readonly command: readonly string[]
  readonly env: Environment
}

/** Every service with the environment that the service gives it, but for the database's address. */
function listServices(secrets: Record<string, string>): Service[] {
  const deploy = manifest?.eval({ squid: {}, addons: {}, secrets }).deploy
  const named = [
    { name: 'init', ...deploy?.init },
    { name: 'api', ...deploy?.api },
    ...(deploy?.processor ?? []),
  ]
  return named.map(({ name, cmd = [], env = {} }) => ({
    name,
    command: cmd,
    env: { ...deploy?.env, ...env },
  }))
}

describe('squid.yaml', () => {
  test('is a manifest without faults or outdated words', () => {
    expect(error).toBeUndefined()
    expect(readFileSync('squid.yaml', 'utf8')).not.toMatch(
      /^(manifestVersion|version):|^ {2}(migrate|secrets):/m,
    )
    expect(manifest?.deploy?.addons?.postgres?.version).toBe('18')
    expect(manifest?.build?.dockerfile).toBe('Dockerfile')
  })

  test('runs every process, and indexes every chain of its network', () => {
    const services = listServices(LEAST)
    const commands = new Set(services.map(({ command }) => command.at(-1)))
    expect(commands).toEqual(new Set(['migrate', 'api', 'indexer', 'archiver', 'reference-node', 'keeper']))
    const indexed = services.flatMap(({ env }) => (env.ASSAY_CHAIN ? [Number(env.ASSAY_CHAIN)] : []))
    expect(indexed.sort()).toEqual([...CHAINS].sort())
    for (const { env } of services) expect(env.ASSAY_NETWORK).toBe(NETWORK)
  })

  test('needs three secrets and takes others; a missing one is named', () => {
    for (const { env } of listServices(LEAST)) for (const id of CHAINS) expect(env[`RPC_${id}`]).toBe('')
    for (const { env } of listServices(ALL)) {
      expect(env.AWS_ENDPOINT_URL).toBe('https://store.example')
      for (const id of CHAINS) expect(env[`RPC_${id}`]).toBe(`https://rpc.example/${id}`)
    }
    for (const name of Object.keys(LEAST)) {
      const others = Object.entries(LEAST).filter(([key]) => key !== name)
      expect(() => listServices(Object.fromEntries(others)), name).toThrow(`secrets.${name}`)
    }
  })

  test('keeps nothing on a disk that ends with its process', () => {
    for (const { env } of listServices(LEAST)) {
      expect(env.ASSAY_ARCHIVE).toBe('s3://kept/archive')
      expect(env.ASSAY_SEGMENTS).toBe('s3://kept/segments')
    }
  })

  test('sets nothing that the service sets itself', () => {
    for (const { env } of listServices(LEAST))
      expect(Object.keys(env).filter((key) => /^(DB_|DATABASE_URL)/.test(key))).toEqual([])
  })
})

describe('every command of squid.yaml', () => {
  let world: DeployWorld
  let bucket: BucketServer
  const running: Started[] = []

  beforeAll(async () => {
    world = await createDeployWorld(NETWORK, CHAINS)
    bucket = await startBucket()
  }, 120_000)

  afterAll(async () => {
    await Promise.all(running.map((each) => each.stop()))
    await bucket?.close()
    await world?.close()
  }, 60_000)

  test('starts with just its environment and what the service adds, and works', async () => {
    const { image, postgres } = world
    const given: Environment = {
      DB_HOST: 'db',
      DB_PORT: '5432',
      DB_NAME: 'assay',
      DB_USER: 'assay',
      DB_PASS: PASSWORDS.postgres_password,
      DB_SSL: 'false',
      DB_URL: `postgres://assay:${encodeURIComponent(PASSWORDS.postgres_password)}@127.0.0.1:${postgres.port}/assay`,
    }
    const [init, api, ...processors] = listServices(ALL)
    if (!init || !api) throw new Error('no init, no api')
    const place = async (service: Service, more: Environment = {}): Promise<Environment> => {
      const { env } = await world.place({ ...service.env, ...given, ...more })
      return { ...env, AWS_ENDPOINT_URL: bucket.keys.endpoint }
    }
    const first = start(image, 'init', init.command, await place(init))
    expect(await first.ended, first.said()).toBe(0)
    const env = await place(api)
    const served = start(image, 'api', api.command, env)
    running.push(served)
    const url = `http://127.0.0.1:${env.ASSAY_API_PORT}`
    await untilHealthy(image, served, ['CMD', 'node', 'bin/health.mjs', `${url}/health`])
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ networks { id } }"}',
    })
    expect(await answer.json()).toMatchObject({ data: { networks: expect.any(Array) } })
    // The service asks processors nothing. Here they are asked for their health, as docker-compose.yml does.
    await Promise.all(
      processors.map(async (each) => {
        const own = await place(each, { ASSAY_METRICS_PORT: '9400' })
        const started = start(image, each.name, each.command, own)
        running.push(started)
        const address = `http://127.0.0.1:${own.ASSAY_METRICS_PORT}/health`
        await untilHealthy(image, started, ['CMD', 'node', 'bin/health.mjs', address])
      }),
    )
    const codes = await Promise.all(running.splice(0).map(async (each) => [each.name, await each.stop()]))
    expect(codes.filter(([, code]) => code !== 0)).toEqual([])
  }, 300_000)
})
