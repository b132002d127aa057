import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { droppedDays } from '../../../src/keeper/alerts/coverage.ts'
import { signMessage } from '../../../src/keeper/alerts/deliver.ts'
import { readReceivers } from '../../../src/keeper/alerts/receivers.ts'
import { RULE_NAMES } from '../../../src/keeper/alerts/rules.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-alerts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
const read = (content: unknown) => {
  const file = join(folder, 'receivers.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return readReceivers(file)
}

describe('a day on which watchdogs decided about less', () => {
  const week = Array.from({ length: 7 }, (_, at) => ({ day: `2026-01-0${at + 1}`, claims: 100, decided: 40 }))
  test.each([
    ['below half of the week before', week, 19, ['2026-01-08']],
    ['exactly half', week, 20, []],
    ['after a week that is not whole', week.slice(1), 0, []],
    ['after a week in which hardly any was looked at', week.map((each) => ({ ...each, decided: 4 })), 0, []],
  ])('%s', (_, before, decided, days) => {
    expect(
      droppedDays([...before, { day: '2026-01-08', claims: 100, decided }]).map(({ day }) => day),
    ).toEqual(days)
  })
})

test('the signature is that of Standard Webhooks’ own example', () => {
  const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
  const message = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: '1614265330',
    body: '{"test": 2432232314}',
  }
  expect(signMessage(key, message)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

test('every rule is described', () => {
  const page = readFileSync('docs/operations/alerts.md', 'utf8')
  expect(RULE_NAMES.filter((rule) => !page.includes(`\`${rule}\``))).toEqual([])
})

describe('the file of receivers', () => {
  const good = { name: 'one', url: 'https://hooks.example/a', secret }
  test('is read', async () => {
    expect(await read([{ ...good, rules: ['slash'], after: 3 }])).toEqual([
      {
        name: 'one',
        url: 'https://hooks.example/a',
        secret: Buffer.alloc(24, 7),
        rules: ['slash'],
        after: 3,
      },
    ])
    expect(await readReceivers('')).toEqual([])
  })
  test.each<[what: string, content: unknown]>([
    ['no JSON', `[{"secret": "${secret}"`],
    ['a short secret', [{ ...good, secret: 'whsec_AAAA' }]],
    ['a rule that there is not', [{ ...good, rules: ['no_such'] }]],
    ['an address of another kind', [{ ...good, url: 'ftp://hooks.example' }]],
    ['a name twice', [good, good]],
    ['more than can be asked at once', Array.from({ length: 21 }, (_, at) => ({ ...good, name: `r-${at}` }))],
  ])('%s is refused, and no secret stands in the words', async (_, content) => {
    const error = await read(content).catch((cause: unknown) => cause)
    expect(error).toMatchObject({ code: 'ALERT_RECEIVERS_INVALID' })
    expect(String((error as Error).message)).not.toContain(secret)
  })
})
