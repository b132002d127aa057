import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DueSubject } from '../../reference-node/judge/subject.ts'
import { listDueSubjects } from '../../reference-node/work/pick.ts'
import { recordAnswers } from '../../reference-node/work/record.ts'
import { rollUpVerification } from '../../reference-node/work/rollup.ts'
import type { Api } from '../../src/api/api.ts'
import type { Verdict } from '../../src/claim/verdict.ts'
import { startApiOf } from '../support/watch/repeat.ts'
import { createWorkWorld } from '../support/watch/work-world.ts'
import { CHAIN, type WatchWorld } from '../support/watch/world.ts'

const VERIFIED: Verdict = { outcome: 'verified', code: 'VERIFIED', fault: null, detail: '', transient: false }
const LOST: Verdict = { ...VERIFIED, outcome: 'undecided', code: 'CONTENT_MISSING' }
const rejected = (fault: 'node' | 'relayer'): Verdict => ({
  ...VERIFIED,
  outcome: 'rejected',
  code: 'REJECTED_SIGNATURE_FORGED',
  fault,
})

let world: WatchWorld
let api: Api
let subjects: readonly DueSubject[]
beforeAll(async () => {
  const made = await createWorkWorld(5)
  world = made.world
  api = await startApiOf(world)
  const blocks = made.ids.map((id) => Number(id.split('-')[1]))
  subjects = await listDueSubjects(
    world.pool,
    { network: 'world', watchdog: 'nobody', repeatGraceSeconds: 0 },
    { chainId: CHAIN, numbers: blocks },
  )
}, 120_000)
afterAll(async () => {
  await api?.close()
  await world?.close()
})

async function say(watchdog: string, at: number, verdict: Verdict, corrects?: number): Promise<number> {
  const subject = subjects[at]
  if (!subject) throw new Error('no such claim')
  const correction = corrects === undefined ? {} : { correction: { corrects, reason: 'it was wrong' } }
  const answer = { subject, statement: 'hand_off_signed', verdict, conditions: {}, nextTryAt: null } as const
  const [number] = await recordAnswers(world.pool, { network: 'world', watchdog }, [
    { ...answer, ...correction },
  ])
  if (number === undefined) throw new Error('nothing was written')
  return number
}

async function ask() {
  await rollUpVerification(world.pool, 'world')
  const query = `{ disagreements { subjectId watchdog outcome fault otherWatchdog otherOutcome otherFault open
    verdict { number } other { number } } }`
  const answer = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const { data } = (await answer.json()) as { data: { disagreements: Record<string, unknown>[] } }
  return data.disagreements
}

test('who decides otherwise than another watchdog, or blames somebody else, disagrees with it; both stand', async () => {
  const first = await say('one', 0, VERIFIED)
  const second = await say('two', 0, rejected('node'))
  const blames = [await say('one', 1, rejected('node')), await say('two', 1, rejected('relayer'))]
  // What is undecided contradicts nothing, and the same is no disagreement.
  await say('one', 2, VERIFIED)
  await say('two', 2, LOST)
  await say('one', 3, VERIFIED)
  await say('two', 3, VERIFIED)
  const pair = { watchdog: 'one', otherWatchdog: 'two', open: true }
  const of = ([verdict, other]: readonly (number | undefined)[]) => ({
    verdict: { number: String(verdict) },
    other: { number: String(other) },
  })
  const expected = [
    {
      ...pair,
      ...of([first, second]),
      subjectId: subjects[0]?.id,
      outcome: 'verified',
      fault: null,
      otherOutcome: 'rejected',
      otherFault: 'node',
    },
    {
      ...pair,
      ...of(blames),
      subjectId: subjects[1]?.id,
      outcome: 'rejected',
      fault: 'node',
      otherOutcome: 'rejected',
      otherFault: 'relayer',
    },
  ]
  expect(await ask()).toEqual(expected)
  // Looked for again, none is found twice; and who corrects itself agrees from then on.
  await world.pool.query('update watch.verification_mark set verdict = 0, block = -1')
  await say('two', 0, VERIFIED, second)
  expect(await ask()).toEqual([{ ...expected[0], open: false }, expected[1]])
})

test('a third watchdog disagrees with each of two', async () => {
  await say('one', 4, VERIFIED)
  await say('two', 4, VERIFIED)
  await say('three', 4, rejected('node'))
  const found = (await ask()).filter(({ subjectId }) => subjectId === subjects[4]?.id)
  expect(found.map(({ watchdog, otherWatchdog }) => [watchdog, otherWatchdog])).toEqual([
    ['one', 'three'],
    ['two', 'three'],
  ])
})
