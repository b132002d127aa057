import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readConfig as readWatchdog } from '../../../reference-node/config.ts'
import { readConfig as readApi } from '../../../src/api/config.ts'
import { readConfig as readArchiver } from '../../../src/archiver/config.ts'
import { readConfig as readGateway } from '../../../src/gateway/config.ts'
import { readConfig as readIndexer } from '../../../src/indexer/config.ts'
import { readConfig as readKeeper } from '../../../src/keeper/config.ts'

const ENV = {
  DATABASE_URL: 'postgres://x@y/z',
  ASSAY_NETWORK: 'opengradient-testnet',
  ASSAY_CHAIN: '10740',
  ASSAY_WATCHDOG: 'me',
}

test('every process listens on this machine alone unless it is told otherwise', () => {
  const metrics = [readWatchdog, readArchiver, readIndexer, readKeeper].map((read) => read(ENV).metricsHost)
  const doors = [readApi(ENV).host, readGateway(ENV).host]
  expect([...metrics, ...doors]).toEqual(Array(6).fill('127.0.0.1'))
  expect(readArchiver({ ...ENV, ASSAY_METRICS_HOST: '0.0.0.0' }).metricsHost).toBe('0.0.0.0')
})

test('there is one listener for HTTP', () => {
  const files = globSync('{src,reference-node}/**/*.ts').filter((file) => {
    const text = readFileSync(file, 'utf8')
    return text.includes('createServer') && /from 'node:https?'/.test(text)
  })
  expect(files).toEqual(['src/platform/serve.ts'])
})
