import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AnswerThreads } from '../../../src/api/threads/threads.ts'
import { startTestApi, type TestApi, testConfig } from '../../support/api/server.ts'

let plain: TestApi
let threaded: TestApi
beforeAll(async () => {
  plain = await startTestApi()
  threaded = await startTestApi({ threads: 1, keptBytes: 1 << 20 })
})
afterAll(async () => {
  await Promise.all([plain.close(), threaded.close()])
})

const MONEY = `{ _meta(network: "alpha") { block { number hash } }
  networks(where: { network_eq: "alpha" }) { network economics(days: 30, payers: ALL) { class fees { value eventsCounted asOf { number hash } } } } }`

describe('figures of a ledger are answered in a thread', () => {
  test('as they are beside all other questions, and then from what was kept', async () => {
    const expected = await plain.ask(MONEY)
    expect(expected.errors).toBeUndefined()
    expect(await threaded.ask(MONEY)).toEqual(expected)
    expect(await threaded.ask(MONEY)).toEqual(expected)
  })

  test('with the same refusals, and with what could be answered beside them', async () => {
    for (const question of [
      `{ leaderboard(network: "nowhere", metric: GROSS, days: 30) { nodes } }`,
      `{ leaderboard(network: "alpha", metric: GROSS, days: 30, top: 5000) { nodes } }`,
    ]) {
      const expected = await plain.ask(question)
      expect(expected.errors?.[0]?.extensions.code).toBeDefined()
      expect(await threaded.ask(question)).toEqual(expected)
    }
    expect((await threaded.ask(MONEY)).errors).toBeUndefined()
  })

  test('one after the other, whatever is asked at once', async () => {
    const questions = [7, 8, 9].map((days) => MONEY.replace('days: 30', `days: ${days}`))
    const expected = await Promise.all(questions.map((each) => plain.ask(each)))
    expect(await Promise.all(questions.map((each) => threaded.ask(each)))).toEqual(expected)
  })

  test('and end when nobody waits for them any more', async () => {
    const threads = new AnswerThreads(testConfig(plain.database.readerUrl), 1)
    const ask = (text: string, signal?: AbortSignal) =>
      threads.read({
        text,
        variables: {},
        operationName: undefined,
        statementMs: undefined,
        signal,
      })
    const leaving = new AbortController()
    const left = ask(MONEY, leaving.signal)
    leaving.abort()
    const { answer } = await left
    expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(['INTERNAL'])
    await expect(ask(MONEY, AbortSignal.abort(new Error('left before')))).rejects.toThrow('left before')
    expect((await ask(MONEY)).answer.errors).toBeUndefined()
    await threads.close()
  })
})
