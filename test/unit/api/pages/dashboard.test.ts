import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDashboard } from '../../../../src/api/pages/dashboard.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-dashboard-'))
let server: ReturnType<typeof createServer>
let origin = ''

function build(script: string): void {
  mkdirSync(join(folder, 'pages'), { recursive: true })
  writeFileSync(join(folder, 'pages', script), 'export {}')
  writeFileSync(join(folder, 'index.html'), `<script type="module" src="/pages/${script}"></script>`)
}

const get = async (path: string) => {
  const response = await fetch(`${origin}${path}`)
  return { status: response.status, text: await response.text() }
}

beforeAll(async () => {
  build('first.js')
  const dashboard = openDashboard(folder)
  if (!dashboard) throw new Error('the folder has a page')
  server = createServer((request, response) => {
    if (request.url?.startsWith('/pages/')) void dashboard.files(request, response)
    else void dashboard.page(request, response)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a build that replaces another while the API runs is served, and what it removed is not found', async () => {
  expect((await get('/any/address')).text).toContain('first.js')
  expect((await get('/pages/first.js')).status).toBe(200)
  rmSync(join(folder, 'pages'), { recursive: true })
  rmSync(join(folder, 'index.html'))
  expect(await get('/')).toMatchObject({ status: 503, text: expect.stringContaining('UNAVAILABLE') })
  expect((await get('/pages/first.js')).status).toBe(404)
  build('second.js')
  expect((await get('/')).text).toContain('second.js')
  expect((await get('/pages/second.js')).status).toBe(200)
  expect((await get('/pages/first.js')).status).toBe(404)
})

test('an address never becomes a path', async () => {
  writeFileSync(join(folder, '..', 'assay-outside.txt'), 'outside')
  expect((await get('/pages/..%2f..%2fassay-outside.txt')).status).toBe(404)
  rmSync(join(folder, '..', 'assay-outside.txt'))
})

test('without a build there are no pages', () => {
  expect(openDashboard(join(folder, 'nothing'))).toBeUndefined()
})
