import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../support/api/server.ts'

interface Audit {
  readonly id: string
  readonly name: string
  fn(): Promise<{ status: 'ok' | 'notice' | 'warn' | 'error'; reason?: string }>
}

// The audits are in the package but not among its exports.
const require = createRequire(import.meta.url)
const library = dirname(require.resolve('graphql-http'))
const { serverAudits } = require(join(library, 'audits', 'server.js')) as {
  serverAudits(options: { url: string; fetchFn: typeof fetch }): Audit[]
}

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

test('all 61 audits of GraphQL over HTTP pass', async () => {
  const audits = serverAudits({ url: `${api.url}/graphql`, fetchFn: fetch })
  expect(audits).toHaveLength(61)
  const failed: string[] = []
  for (const audit of audits) {
    const { status, reason } = await audit.fn()
    if (status !== 'ok') failed.push(`${audit.id} ${audit.name}: ${status} ${reason ?? ''}`)
  }
  expect(failed).toEqual([])
})
