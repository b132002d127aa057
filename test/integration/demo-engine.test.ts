import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Children } from '../../src/cli/demo/children.ts'
import { startEngine } from '../../src/cli/demo/engine.ts'
import { placeOf } from '../../src/cli/demo/services.ts'
import { ClickHouse } from '../../src/platform/clickhouse.ts'
import { findFreePort } from '../../src/platform/embedded.ts'
import { INSTALL_MS } from '../support/clickhouse.ts'
import { expectCode } from '../support/codes.ts'

test(
  'the demo’s engine takes statements where its processes look for it, and ends with the demo',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-demo-engine-'))
    const children = new Children(folder)
    await children.claim()
    const enginePort = await findFreePort()
    const devnet = {
      rpcUrl: 'http://a',
      blobUrl: 'http://b',
      beaconUrl: 'http://c',
      networks: '',
      network: '',
    }
    const plan = { folder, databaseUrl: '', enginePort } as Parameters<typeof placeOf>[0]
    const { CLICKHOUSE_URL = '', ASSAY_LAKE } = placeOf(plan, devnet)
    const server = new ClickHouse(CLICKHOUSE_URL, 30_000)
    try {
      expect(ASSAY_LAKE).toBe(join(folder, 'lake'))
      await startEngine(children, folder, enginePort)
      await server.createDatabase()
      expect((await server.rows('select 1')).rows).toEqual([[1]])
    } finally {
      await children.stop()
    }
    await expectCode(() => server.rows('select 1'), 'UNAVAILABLE_CLICKHOUSE')
    await server.close()
    await rm(folder, { recursive: true, force: true })
  },
  INSTALL_MS,
)
