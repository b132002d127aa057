import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../support/api/server.ts'
import { findSystemNode } from '../../support/system-node.ts'

const run = promisify(execFile)
let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

test.each([
  [findSystemNode(), 'docs/api/examples/nodes.mjs'],
  ['python3', 'docs/api/examples/nodes.py'],
  ['sh', 'docs/api/examples/nodes.sh'],
])('the example for %s gets nodes with their verdicts', async (program, file) => {
  const { stdout } = await run(program, [file, api.url])
  const answer = JSON.parse(stdout)
  const { nodes } = answer.data ?? answer
  expect(nodes).toHaveLength(5)
  expect(nodes[0].verification.length).toBeGreaterThan(0)
})
