import { readFileSync } from 'node:fs'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import { describe, expect, test } from 'vitest'
import { remoteApi } from '../../../src/api/mcp/remote.ts'
import { createMcpServer } from '../../../src/api/mcp/server.ts'
import { runAssay } from '../../support/assay-cli.ts'
import { seedLike, seedRole, standAside } from '../../support/like-node.ts'
import { pick, useMoneyApi } from '../../support/money-api.ts'
import { SHARED } from '../../support/money-world.ts'

const PAGE = readFileSync('docs/api/payback.md', 'utf8')
const { api, ask } = useMoneyApi(async (url) => {
  await seedRole(url, 'snark-prover', 0xb1, 5)
  await seedRole(url, 'tee-gpu', 0xc1, 3)
  await seedLike(url, 'd1', 'tee-proxy')
  await standAside(url, SHARED)
})

const payback = (...words: string[]) => runAssay(['payback', '--api', api().url, '--days', '40', ...words])

describe('assay payback', () => {
  test('answers the owner of 8 × H100, who gives nothing but the machine', async () => {
    const { exit, stdout, stderr } = await payback('--hardware', 'H100_SXM5_80', '--count', '8')
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
    const [sentence] = stdout.split('\n')
    expect(sentence).toMatch(/^8 × H100_SXM5_80 as tee-gpu on money \(synthetic money\) /)
    expect(sentence).toMatch(/pays? for itself/)
    expect(sentence).toMatch(/Rented out, it would leave [\d.]+ USD a month (more|less)\./)
    expect(stdout).toContain('█')
    expect(stdout).toMatch(/h100_sxm5_80\/server-capex\/1 +40625\S* USD +server-share +2026-05 +D/)
    expect(stdout).toMatch(/utilisation +1 +2026-11 +payback\/utilisation\/1: assumption of this project/)
    expect(stdout).toMatch(
      /gasUsdPerDay +0 +2026-11 +payback\/gas-usd-per-day\/1: assumption of this project +left out/,
    )
    expect(sentence).toMatch(/before gas: no fact tells who pays it/)
    expect(stdout).toMatch(/As of .*block 90000 of chain 31337 \(0x(08){32}\)/)
  })

  test('answers the owner of 4 × 4090 as a prover, and refuses the machine for a TEE role', async () => {
    const { exit, stdout } = await payback('--hardware', '4090', '--count', '4', '--json')
    expect(exit).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      version: 2,
      network: 'money',
      question: { cost: { hardware: 'RTX_4090', count: 4 } },
      answers: [{ sentence: expect.stringMatching(/^4 × RTX_4090 as snark-prover/), answer: 'ESTIMATE' }],
    })
    const tee = await payback('--hardware', 'RTX_4090', '--count', '4', '--role', 'tee-gpu')
    expect(tee.exit).toBe(0)
    expect(tee.stdout).toMatch(/^4 × RTX_4090 as tee-gpu .* cannot serve: .*NO_CONFIDENTIAL_MODE/)
  })

  test('answers the owner of one enclave instance with a month and a request, and says what is left out', async () => {
    const bare = await payback('--hardware', 'aws-m5.xlarge')
    expect(bare.exit).toBe(0)
    expect(bare.stdout).toMatch(
      /^aws-m5.xlarge as tee-proxy on money .* nothing to pay back: a node like those of the history keeps [\d.]+ USD a month, and a paid request leaves it 95\.39 USD/,
    )
    expect(bare.stdout).toMatch(/These figures are before what a proxy pays for the answers that it sells/)
    expect(bare.stdout).toMatch(/aws-m5\.xlarge\/instance\/2 +0\.192 USD\/hour +host +2026-01 +D/)
    const given = await payback('--hardware', 'aws-m5.xlarge', '--upstream-usd-per-request', '60')
    expect(given.stdout).toMatch(/margin per request +35\.392000 USD/)
  })

  test('has an exit code for no answer yet, a refused question and an API that is not there', async () => {
    const short = await payback('--hardware', 'H100_SXM5_80', '--days', '20')
    expect(short.exit).toBe(2)
    expect(short.stdout).toMatch(/^1 × H100_SXM5_80 .*: whether it pays for itself cannot be told yet: /)
    const many = await payback('--hardware', 'h100')
    expect(many).toMatchObject({ exit: 64, stdout: '' })
    expect(many.stderr).toMatch(/h100 may be H100_SXM5_80, H100_PCIe_80, H100_NVL.*: .*\(HARDWARE_UNKNOWN\)/)
    const none = await payback('--hardware', 'Z80')
    expect(none.stderr).toMatch(/the catalogue has no Z80: give --capex-usd/)
    const unread = await payback('--hardware', 'B300')
    expect(unread.exit).toBe(2)
    expect(unread.stdout).toMatch(/whether it pays for itself is not known: .*price of B300 \(COST_UNKNOWN\)/)
    const elsewhere = await payback('--hardware', '4090', '--network', 'nowhere')
    expect(elsewhere).toMatchObject({ exit: 64, stderr: expect.stringContaining('NETWORK_UNKNOWN') })
    const away = await runAssay(['payback', '--hardware', '4090', '--api', 'http://127.0.0.1:9'])
    expect(away).toMatchObject({ exit: 69, stderr: expect.stringContaining('API_UNAVAILABLE') })
    const alone = await runAssay(['payback', '--hardware', '4090', '--count', '4', '--offline', '--json'])
    expect(alone.exit).toBe(2)
    expect(JSON.parse(alone.stdout)).toMatchObject({
      network: null,
      answers: [],
      offline: {
        missing: [{ reason: 'NOT_OBSERVED', input: 'what nodes of a network earn: --offline was given' }],
        numbers: { 'price of the machine': '7200.00' },
      },
    })
  }, 60_000)
})

describe('the page of the three owners', () => {
  const queries = [...PAGE.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, query = '']) => query)
  const commands = [...PAGE.matchAll(/^assay (payback .*)$/gm)].map(([, words = '']) => words.split(' '))
  const calls = [...PAGE.matchAll(/```json\n([\s\S]*?)```/g)].map(([, call = '']) => JSON.parse(call))
  const NUMBERS = [
    'sentence',
    'answer',
    'class',
    'netCashPerMonth.value',
    'marginPerRequest.value',
    'machine.months.value',
    'machine.never',
    'nodes.machine',
    'rentedOut.advantage.value',
    'assumed',
  ]
  const numbersOf = (answer: unknown) =>
    Object.fromEntries(NUMBERS.map((path) => [path, pick(answer, path) ?? null]))

  test.each([
    [0, '8 × H100_SXM5_80 as tee-gpu', 'ESTIMATE'],
    [1, '4 × RTX_4090 as snark-prover', 'ESTIMATE'],
    [2, 'aws-m5.xlarge as tee-proxy', 'NOT_APPLICABLE'],
  ])(
    'one query, one call and one command of owner %d give the same numbers',
    async (at, words, kind) => {
      const asked = (queries[at] ?? '').replace('"opengradient-testnet"', '"money"')
      const answer = await ask(asked)
      expect(answer.errors).toBeUndefined()
      const byQuery = pick(answer, 'data.payback.0')
      expect(byQuery).toMatchObject({ answer: kind, sentence: expect.stringContaining(words) })
      expect(Object.keys(byQuery as object)[0]).toBe('sentence')

      const { exit, stdout } = await runAssay([
        ...(commands[at] ?? []).map((word) => (word === 'opengradient-testnet' ? 'money' : word)),
        '--json',
        '--api',
        api().url,
      ])
      expect(exit).toBe(0)
      expect(numbersOf(JSON.parse(stdout).answers[0])).toEqual(numbersOf(byQuery))

      const { tool, arguments: given } = calls[at]
      const found = await callTool(tool, { ...given, network: 'money' })
      expect(found.cut).toBeUndefined()
      expect(numbersOf(pick(found, 'data.payback.0'))).toEqual(numbersOf(byQuery))
      expect(Object.keys(pick(found, 'data.payback.0') as object)[0]).toBe('sentence')
    },
    60_000,
  )

  test.each([
    [0, { hardware: 'H100', count: 8 }, 'BAD_USER_INPUT', /H100_SXM5_80, H100_PCIe_80, H100_NVL/],
    [1, {}, 'BAD_USER_INPUT', /give role, or a machine of the catalogue/],
  ])('a question that names no machine is told what there is: %d', async (_, cost, code, says) => {
    const answer = await ask(
      'query($cost: CostInput) { payback(network: "money", cost: $cost) { sentence } }',
      { cost },
    )
    expect(answer.errors?.[0]).toMatchObject({ message: expect.stringMatching(says), extensions: { code } })
  })

  test('the tools for a role and for what happened give what the query gives', async () => {
    const cost = { hardware: 'H100_SXM5_80', count: 8 }
    const answer = await ask(
      `query($cost: CostInput!) { networks(where: { network_eq: "money" }, limit: 1) { economics(days: 40) {
        role(cost: $cost) { role nodes daysAboveRent { value } nodesAboveRent { value } daysBelowCost { value } assumed { input } }
        survival { realised(cost: $cost) { role operators paid left netCash { value } } } } } }`,
      { cost },
    )
    expect(answer.errors).toBeUndefined()
    const role = await callTool('role', { network: 'money', cost, days: 40 })
    expect(role.cut).toBeUndefined()
    const wanted = pick(answer, 'data.networks.0.economics.0.role')
    expect(wanted).toMatchObject({ role: 'tee-gpu', nodes: expect.any(Number) })
    for (const name of ['daysAboveRent', 'nodesAboveRent', 'daysBelowCost'])
      expect(pick(wanted, `${name}.value`)).toMatch(/^[01]\.\d+$/)
    expect(pick(role, 'data.networks.0.economics.0.role')).toMatchObject(wanted as object)
    const realised = await callTool('realised', { network: 'money', cost })
    const happened = pick(answer, 'data.networks.0.economics.0.survival.realised')
    expect(happened).toMatchObject({ role: 'tee-gpu', operators: expect.any(Number) })
    expect(pick(realised, 'data.networks.0.economics.0.survival.realised')).toMatchObject(happened as object)
    for (const tool of ['role', 'realised']) {
      const unknown = await callTool(tool, { network: 'monney', cost })
      expect(unknown).toMatchObject({ error: { code: 'NETWORK_UNKNOWN' } })
    }
  }, 60_000)
})

/** The answer of a tool for agents, as its text has it. */
async function callTool(name: string, given: Record<string, unknown>): Promise<Record<string, unknown>> {
  const server = createMcpServer(remoteApi(api().url, undefined))
  const client = new Client({ name: 'test', version: '1' })
  const [here, there] = InMemoryTransport.createLinkedPair()
  await Promise.all([server.connect(there), client.connect(here)])
  const result = await client.callTool({ name, arguments: given })
  await client.close()
  const [first] = result.content as readonly { readonly text: string }[]
  return JSON.parse(first?.text ?? '{}')
}
