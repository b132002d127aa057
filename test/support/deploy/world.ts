import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { type EmbeddedPostgres, findFreePort, startPostgres } from '../../../src/platform/embedded.ts'
import { type MockEndpoint, serveChain } from '../mockchain/server.ts'
import { growChain } from '../mockchain/world.ts'
import { type Image, isolateNetwork, stageImage } from './image.ts'
import type { Environment } from './run.ts'

/** Passwords that no hand-made URL survives. */
export const PASSWORDS = {
  postgres_password: 'p@ss/w:rd%and#more?',
  api_password: 'an0ther@pass/word:%x',
  grafana_password: 'unused-here',
}

/** An image, a database server of its own and a chain for each id: what commands are started against. */
export interface DeployWorld {
  readonly image: Image
  readonly postgres: EmbeddedPostgres
  /** The environment with every address of it replaced by one of this world; ports by free ones. */
  place(env: Environment): Promise<{ env: Environment; ports: ReadonlyMap<string, string> }>
  close(): Promise<void>
}

export async function createDeployWorld(network: string, chains: readonly number[]): Promise<DeployWorld> {
  const image = await stageImage()
  await isolateNetwork(image, network)
  const secrets = join(image.outside, 'run/secrets')
  await mkdir(secrets, { recursive: true })
  for (const [name, password] of Object.entries(PASSWORDS))
    await writeFile(join(secrets, name), `${password}\n`)
  const postgres = await startPostgres({
    dataDir: join(image.outside, 'postgres'),
    settings: ['fsync=off', 'synchronous_commit=off'],
  })
  const admin = new pg.Client({ connectionString: postgres.url })
  await admin.connect()
  await admin.query(`alter role assay password ${admin.escapeLiteral(PASSWORDS.postgres_password)}`)
  await admin.end()
  const endpoints = new Map<string, MockEndpoint>()
  for (const chain of chains)
    endpoints.set(`RPC_${chain}`, await serveChain(growChain(20, { chainId: chain, seed: chain })))
  return {
    image,
    postgres,
    async place(env) {
      const ports = new Map<string, string>()
      const placed: Record<string, string> = {}
      for (const [key, value] of Object.entries({ ...image.env, ...env })) {
        if (/_PORT$/.test(key) && key !== 'DB_PORT') {
          const free = String(await findFreePort())
          ports.set(value, free)
          placed[key] = free
        } else placed[key] = stub(key, value)
      }
      return { env: placed, ports }
    },
    async close() {
      await Promise.all([...endpoints.values()].map((each) => each.close()))
      await postgres.stop()
      await image.remove()
    },
  }

  function stub(key: string, value: string): string {
    if (key === 'DB_HOST') return '127.0.0.1'
    if (key === 'DB_PORT') return String(postgres.port)
    const endpoint = endpoints.get(key)
    if (endpoint) return endpoint.url
    return value.replace(/^\/(data|run)\//, `${image.outside}/$1/`)
  }
}
