import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Badge, drawBadge } from '../../../src/api/badge/draw.ts'
import { startTestApi, type TestApi } from '../../support/api/server.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const badge = (id: string, headers = {}) =>
  fetch(`${api.url}/badge/${encodeURIComponent(id)}.svg`, { headers })

test('a badge says what GraphQL says of the node, with its class and block, and links to the page', async () => {
  const { data } = await api.ask('{ nodes { id network chainId key verification(limit: 1) { id } } }')
  const nodes = data?.nodes as {
    id: string
    network: string
    chainId: number
    key: string
    verification: unknown[]
  }[]
  const of = nodes.find(({ verification }) => verification.length > 0)
  const id = of?.id ?? ''
  const answer = await badge(id)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8'])
  const svg = await answer.text()
  const asked = await api.ask(
    `query ($network: String!, $chain: ChainId!, $key: Bytes!) { _meta(network: $network) { chainId class verification { block } }
      verificationDays(limit: 1000, where: { network_eq: $network, chainId_eq: $chain, nodeKey_eq: $key }) { outcome verdicts } }`,
    { network: of?.network, chain: of?.chainId, key: of?.key },
  )
  const days = asked.data?.verificationDays as { outcome: string; verdicts: number }[]
  const all = days.reduce((sum, day) => sum + day.verdicts, 0)
  const verified = days
    .filter(({ outcome }) => outcome === 'verified')
    .reduce((sum, day) => sum + day.verdicts, 0)
  const metas = asked.data?._meta as { chainId: number; class: string; verification: { block: number } }[]
  const meta = metas.find(({ chainId }) => chainId === of?.chainId)
  expect(all).toBeGreaterThan(0)
  expect(svg).toContain(`>${verified} of ${all} checks verified`)
  expect(svg).toContain(`>${meta?.class}</text>`)
  expect(svg).toContain(`blocks up to ${meta?.verification.block}`)
  expect(svg).toContain(`href="/node/${encodeURIComponent(id)}"`)
  const again = await badge(id, { 'if-none-match': answer.headers.get('etag') ?? '' })
  expect([again.status, await again.text()]).toEqual([304, ''])
})

test('what names no node is refused by name', async () => {
  const answers = [
    await badge(`0x${'00'.repeat(32)}`),
    await badge('"><script>'),
    await fetch(`${api.url}/badge/x`),
  ]
  for (const answer of answers) {
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  }
  const broken = await fetch(`${api.url}/badge/%ff.svg`)
  expect(broken.status).toBe(400)
})

test('a node without verdicts is not checked yet, and strangers’ texts are text', () => {
  const none: Badge = {
    href: '/node/"><script>',
    network: '<b>',
    networkClass: null,
    block: null,
    verified: 0,
    rejected: 0,
    undecided: 0,
  }
  const svg = drawBadge(none)
  expect(svg).toContain('>not checked yet<')
  expect(svg).toContain('&lt;b&gt;, class unknown: not checked yet; no verdict is counted yet')
  expect(svg).not.toMatch(/<script|<b>/)
  expect(drawBadge({ ...none, verified: 5, rejected: 2, undecided: 1 })).toContain(
    '>5 of 8 checks verified, 2 rejected, 1 undecided<',
  )
})
