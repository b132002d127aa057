import { existsSync, readFileSync } from 'node:fs'
import { access, constants, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import {
  type Compose,
  listVariables,
  parseVariables,
  readCompose,
  readComposeText,
  type Service,
} from '../../support/deploy/compose.ts'
import { listAsked, listMetrics } from '../../support/deploy/promql.ts'
import { type Started, start, untilHealthy } from '../../support/deploy/run.ts'
import { createDeployWorld, type DeployWorld } from '../../support/deploy/world.ts'

const example = parseVariables(readFileSync('.env.example', 'utf8'))
const NETWORK = example.ASSAY_NETWORK ?? ''
const CHAINS: number[] = JSON.parse(
  readFileSync(join('networks', NETWORK, 'network.json'), 'utf8'),
).chains.map(({ id }: { id: number }) => id)

interface Job {
  readonly job_name: string
  readonly static_configs?: readonly { readonly targets: readonly string[] }[]
  readonly dns_sd_configs?: readonly { readonly names: readonly string[]; readonly port: number }[]
}

let compose: Compose
let ours: [string, Service][]
let long: [string, Service][]

beforeAll(async () => {
  compose = await readCompose(example)
  ours = Object.entries(compose.services).filter(([, { build }]) => build === '.')
  long = ours.filter(([name]) => name !== 'migrate')
})

const environmentOf = ({ environment = {} }: Service) =>
  Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, String(value)]))

describe('docker-compose.yml', () => {
  test('has in .env.example every variable that it reads, and no other', async () => {
    expect(Object.keys(example).sort()).toEqual(listVariables(await readComposeText()).sort())
  })

  test('indexes every chain of the network that it starts with', () => {
    const indexers = long.filter(([, { command }]) => command?.at(-1) === 'indexer')
    expect(indexers.map(([, service]) => Number(service.environment?.ASSAY_CHAIN)).sort()).toEqual(
      CHAINS.sort(),
    )
    for (const [name, service] of long)
      for (const chain of CHAINS) expect(environmentOf(service), name).toHaveProperty(`RPC_${chain}`)
  })

  test('lets everything wait for the tables, and the tables for the database', () => {
    for (const [name, service] of long)
      expect(service.depends_on, name).toEqual({ migrate: { condition: 'service_completed_successfully' } })
    const { depends_on, restart, healthcheck } = compose.services.migrate ?? {}
    expect([depends_on, restart]).toEqual([{ postgres: { condition: 'service_healthy' } }, 'no'])
    expect(healthcheck).toEqual({ disable: true })
  })

  test('checks the health of everything that stays', () => {
    const without = Object.entries(compose.services).filter(([name]) => name !== 'migrate')
    for (const [name, { healthcheck }] of without) expect(healthcheck?.test?.length, name).toBeGreaterThan(1)
  })

  test('publishes the API and Grafana on this machine only, the proxy to all, and nothing else', () => {
    const published = Object.entries(compose.services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => `${name} ${port}`),
    )
    expect(published.sort()).toEqual([
      'api 127.0.0.1:4350:4350',
      'grafana 127.0.0.1:3000:3000',
      'proxy 443:443',
      'proxy 443:443/udp',
      'proxy 80:80',
    ])
    expect(readFileSync('ops/Caddyfile', 'utf8')).toMatch(/@inside path \/metrics.*\n\s*respond @inside 404/)
  })

  test('keeps passwords in files, out of every environment', () => {
    const secrets = Object.keys(compose.secrets)
    for (const [name, service] of Object.entries(compose.services)) {
      for (const [key, value] of Object.entries(environmentOf(service))) {
        if (/PASS/.test(key))
          expect([name, key, value]).toEqual([
            name,
            expect.stringMatching(/_FILE$/),
            expect.stringMatching(/^\/run\/secrets\//),
          ])
        const secret = /^\/run\/secrets\/(.*)$/.exec(value)?.[1]
        if (secret) expect(service.secrets, `${name} ${key}`).toContain(secret)
      }
      for (const secret of service.secrets ?? []) expect(secrets).toContain(secret)
    }
    for (const file of ['.gitignore', '.dockerignore', '.squidignore'])
      expect(readFileSync(file, 'utf8'), file).toMatch(/^\/?secrets\/?$/m)
  })

  test('gives nobody more than is needed', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      expect(service.security_opt, name).toEqual(['no-new-privileges:true'])
      expect(service.read_only, name).toBe(true)
      expect(service.mem_limit, name).toMatch(/^\d+[gm]$/)
      expect(service.pids_limit, name).toBeGreaterThan(0)
      // The database's entry point starts as root and becomes another user.
      if (name !== 'postgres') expect(service.cap_drop, name).toEqual(['ALL'])
    }
    expect(compose.networks.database?.internal).toBe(true)
    expect(compose.services.postgres?.networks).toEqual(['database'])
    // It asks nobody for a password.
    expect(compose.networks.columns?.internal).toBe(true)
    expect(compose.services.clickhouse?.networks).toEqual(['columns'])
    const near = Object.entries(compose.services).filter(([, { networks }]) => networks?.includes('columns'))
    expect(near.map(([name]) => name).sort()).toEqual(['api', 'clickhouse', 'lake'])
    expect(compose.services.api?.environment?.DB_USER).toBe('assay_api')
  })

  test('pins every image to one version', () => {
    const base = /^FROM (\S+)/m.exec(readFileSync('Dockerfile', 'utf8'))?.[1]
    const images = [base, ...Object.values(compose.services).map(({ image }) => image)]
    for (const image of images) expect(image).toMatch(/^[\w./-]+:v?\d+\.\d+(\.\d+)?(-\w+)*$/)
  })

  test('names only files, volumes and networks that are there', () => {
    for (const [name, { volumes = [], networks = [] }] of Object.entries(compose.services)) {
      for (const source of volumes.map((volume) => volume.split(':')[0] ?? ''))
        if (source.startsWith('.')) expect(existsSync(source), `${name} ${source}`).toBe(true)
        else expect(Object.keys(compose.volumes), name).toContain(source)
      for (const network of networks) expect(['default', ...Object.keys(compose.networks)]).toContain(network)
    }
  })

  test('has in ops/ what its Prometheus and Grafana read, by the names of its services and ports', async () => {
    const { scrape_configs, rule_files } = parse(readFileSync('ops/prometheus.yml', 'utf8'))
    const targets: string[] = scrape_configs.flatMap(
      ({ job_name, static_configs = [], dns_sd_configs = [] }: Job) => {
        expect(job_name).toMatch(/^assay-/)
        const found = dns_sd_configs.flatMap(({ names, port }) => names.map((name) => `${name}:${port}`))
        return [...static_configs.flatMap(({ targets }) => targets), ...found]
      },
    )
    const expected = long.map(([name, { environment }]) =>
      name === 'api' ? `api:${environment?.ASSAY_API_PORT}` : `${name}:${environment?.ASSAY_METRICS_PORT}`,
    )
    expect(targets.sort()).toEqual(expected.sort())
    const mounted = (name: string) =>
      (compose.services[name]?.volumes ?? []).map((volume) => volume.split(':')[1])
    for (const file of rule_files) expect(mounted('prometheus')).toContain(file)
    const [source] = parse(
      readFileSync('ops/grafana/provisioning/datasources/prometheus.yml', 'utf8'),
    ).datasources
    expect(source).toMatchObject({ type: 'prometheus', url: 'http://prometheus:9090', isDefault: true })
    const [provider] = parse(readFileSync('ops/grafana/provisioning/dashboards/assay.yml', 'utf8')).providers
    expect(mounted('grafana').some((path) => path?.startsWith(`${provider.options.path}/`))).toBe(true)
    expect(await readdir('ops/grafana/provisioning')).toEqual(['dashboards', 'datasources'])
  })
})

describe('every command of docker-compose.yml', () => {
  let world: DeployWorld
  const running: Started[] = []
  const metrics = new Map<string, string>()

  beforeAll(async () => {
    world = await createDeployWorld(NETWORK, CHAINS)
  }, 120_000)

  afterAll(async () => {
    await Promise.all(running.map((each) => each.stop()))
    await world?.close()
  }, 60_000)

  test('makes the tables and the login, then starts with just its environment and gets healthy by its own check', async () => {
    const { image } = world
    const migrate = compose.services.migrate as Service
    const first = start(
      image,
      'migrate',
      migrate.command ?? [],
      (await world.place(environmentOf(migrate))).env,
    )
    expect(await first.ended, first.said()).toBe(0)
    expect(first.said()).toContain('applied')
    await Promise.all(
      long.map(async ([name, service]) => {
        const { env, ports } = await world.place(environmentOf(service))
        const process_ = start(image, name, service.command ?? [], env)
        running.push(process_)
        const moved = (text: string) =>
          [...ports].reduce((moving, [from, to]) => moving.replaceAll(`:${from}/`, `:${to}/`), text)
        await untilHealthy(image, process_, (service.healthcheck?.test ?? []).map(moved))
        const port = name === 'api' ? env.ASSAY_API_PORT : env.ASSAY_METRICS_PORT
        const answer = await fetch(`http://127.0.0.1:${port}/metrics`)
        expect(answer.status, name).toBe(200)
        metrics.set(name, await answer.text())
      }),
    )
    expect(running).toHaveLength(long.length)
  }, 240_000)

  test('has every metric that the dashboard and the alerts ask for', () => {
    const known = new Set(
      [...metrics.values()].flatMap((text) => [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name)),
    )
    const named = new Set(listAsked().flatMap(({ expression }) => listMetrics(expression)))
    expect(named.size).toBeGreaterThan(20)
    // Prometheus' own.
    named.delete('up')
    const unknown = [...named].filter((name) => !known.has(name) && !known.has(name.replace(/_bucket$/, '')))
    expect(unknown).toEqual([])
  })

  test('runs models behind every wall, and reads as nobody who could do more', async () => {
    const said = (name: string) => running.find((each) => each.name === name)?.said() ?? ''
    await vi.waitFor(() => expect(said('reference-node')).toContain('behind every wall'), 60_000)
    expect(said('api')).not.toContain('could do more than read')
  })

  test('ends in order when it is asked to', async () => {
    const codes = await Promise.all(running.splice(0).map(async (each) => [each.name, await each.stop()]))
    expect(codes).toEqual(
      long.map(([name]) => [name, 0]).sort((a, b) => indexOf(codes, a) - indexOf(codes, b)),
    )
  }, 60_000)
})

function indexOf(codes: (string | number | null)[][], [name]: (string | number)[]): number {
  return codes.findIndex(([each]) => each === name)
}

describe('the workflow', () => {
  const workflow = parse(readFileSync('.github/workflows/ci.yml', 'utf8'))
  const steps: { run?: string; uses?: string }[] = Object.values(
    workflow.jobs as Record<string, { steps: { run?: string; uses?: string }[] }>,
  ).flatMap((job) => job.steps)
  const scripts = steps.flatMap(({ run }) => run ?? [])

  test('pins what it uses, and runs only what is there', async () => {
    for (const { uses } of steps) if (uses) expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/)
    await access('.ci/run', constants.X_OK)
    expect(scripts[0]).toBe('.ci/run')
  })

  test('names services, secrets and commands that docker-compose.yml and the launcher have', () => {
    const text = scripts.join('\n')
    const named = [
      ...text.matchAll(/docker compose (?:run (?:--\S+ (?:promtool )?)*|exec -T |logs (?!--))(\w[\w-]*)/g),
    ].map(([, name]) => name)
    expect(named.length).toBeGreaterThan(3)
    for (const name of named) expect(Object.keys(compose.services)).toContain(name)
    const made = [...text.matchAll(/> secrets\/(\w+)/g)].map(([, name]) => name)
    expect(made.sort()).toEqual(Object.keys(compose.secrets).sort())
    expect(new Set(workflow.jobs.image.env.COMPOSE_PROFILES.split(','))).toEqual(
      new Set(Object.values(compose.services).flatMap(({ profiles = [] }) => profiles)),
    )
    // As many as Prometheus is asked about.
    expect(text).toContain(`\\"${long.length}\\"`)
  })
})
