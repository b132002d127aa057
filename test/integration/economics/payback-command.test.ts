import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
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
    expect(stdout).toMatch(/h100_sxm5_80\/server-capex\/1 +40625\S* USD +2026-05 +D/)
    expect(stdout).toMatch(/utilisation +1 +2026-11 +payback\/utilisation\/1: assumption of this project/)
    expect(stdout).toMatch(/gasUsdPerDay +0 +left out/)
    expect(stdout).toMatch(/As of .*block 90000 of chain 31337 \(0x(08){32}\)/)
  })

  test('answers the owner of 4 × 4090 as a prover, and refuses the machine for a TEE role', async () => {
    const { exit, stdout } = await payback('--hardware', '4090', '--count', '4', '--json')
    expect(exit).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      network: 'money',
      question: { role: 'snark-prover', cost: { hardware: 'RTX_4090', count: 4 } },
      answers: [{ sentence: expect.stringMatching(/^4 × RTX_4090 as snark-prover/), answer: 'ESTIMATE' }],
    })
    const tee = await payback('--hardware', 'RTX_4090', '--count', '4', '--role', 'tee-gpu')
    expect(tee.exit).toBe(0)
    expect(tee.stdout).toMatch(/^4 × RTX_4090 cannot serve as tee-gpu .*NO_CONFIDENTIAL_MODE/)
  })

  test('answers the owner of one enclave instance with a month and a request, null with what is missing', async () => {
    const bare = await payback('--hardware', 'aws-m5.xlarge')
    expect(bare.exit).toBe(0)
    expect(bare.stdout).toMatch(
      /^aws-m5.xlarge as tee-proxy on money .* nothing to pay back.*not known \(COST_UNKNOWN: upstream/,
    )
    expect(bare.stdout).toMatch(/aws-m5\.xlarge\/instance\/1 +0\.192 USD\/hour +2026-05 +K/)
    const given = await payback('--hardware', 'aws-m5.xlarge', '--upstream-usd-per-request', '60')
    expect(given.stdout).toMatch(/margin per request 35\.392000 USD/)
  })

  test('has an exit code for no answer yet, a refused question and an API that is not there', async () => {
    const short = await payback('--hardware', 'H100_SXM5_80', '--days', '20')
    expect(short.exit).toBe(2)
    expect(short.stdout).toMatch(/^Whether 1 × H100_SXM5_80 .* cannot be told yet: /)
    const many = await payback('--hardware', 'h100')
    expect(many).toMatchObject({ exit: 64, stdout: '' })
    expect(many.stderr).toMatch(/h100 may be H100_SXM5_80, H100_PCIe_80, H100_NVL: .*\(HARDWARE_UNKNOWN\)/)
    const none = await payback('--hardware', 'Z80')
    expect(none.stderr).toMatch(/the catalogue has no Z80: give --capex-usd/)
    const unread = await payback('--hardware', 'MI300X')
    expect(unread.exit).toBe(2)
    expect(unread.stdout).toMatch(/pays for itself is not known: .*price of MI300X \(COST_UNKNOWN\)/)
    const elsewhere = await payback('--hardware', '4090', '--network', 'nowhere')
    expect(elsewhere).toMatchObject({ exit: 64, stderr: expect.stringContaining('NETWORK_UNKNOWN') })
    const away = await runAssay(['payback', '--hardware', '4090', '--api', 'http://127.0.0.1:9'])
    expect(away).toMatchObject({ exit: 69, stderr: expect.stringContaining('API_UNAVAILABLE') })
  }, 60_000)
})

describe('the page of the three owners', () => {
  const queries = [...PAGE.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, query = '']) => query)
  const commands = [...PAGE.matchAll(/^assay (payback .*)$/gm)].map(([, words = '']) => words.split(' '))

  test('has one query each, and each is answered', async () => {
    expect(queries).toHaveLength(3)
    const answers = []
    for (const query of queries) {
      const answer = await ask(query.replace('"opengradient-testnet"', '"money"'))
      expect(answer.errors).toBeUndefined()
      answers.push(pick(answer, 'data.payback.0.answer'))
    }
    expect(answers).toEqual(['ESTIMATE', 'ESTIMATE', 'NOT_APPLICABLE'])
  })

  test('has one command each, which asks the very same', async () => {
    expect(commands).toHaveLength(3)
    for (const [at, words] of commands.entries()) {
      const { exit, stdout } = await runAssay([
        ...words.with(words.indexOf('--network') + 1, 'money'),
        '--json',
        '--api',
        api().url,
      ])
      expect(exit).toBe(0)
      const { question } = JSON.parse(stdout)
      for (const value of Object.values(question.cost)) expect(queries[at]).toContain(String(value))
    }
  }, 60_000)
})
