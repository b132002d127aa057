import { pino } from 'pino'
import { expect, test } from 'vitest'
import { Unavailable } from '../../../src/claim/errors.ts'
import { Pulse } from '../../../src/platform/pulse.ts'
import { runRounds } from '../../../src/platform/rounds.ts'

test('a round that fails is met again, is seen at the pulse until one is done, and stops nothing', async () => {
  const stop = new AbortController()
  const pulse = new Pulse(60)
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  const seen: (readonly [number | undefined, string | undefined])[] = []
  let rounds = 0
  await runRounds(
    {
      pulse,
      log,
      round: async () => {
        if (++rounds === 2) throw new Unavailable('UNAVAILABLE_X', 'gone for a while')
        return rounds
      },
      wait: async (done) => {
        seen.push([done, pulse.findFault(Date.now() + 120_000)?.split(': ')[1]])
        if (rounds === 3) stop.abort()
      },
    },
    stop.signal,
  )
  expect(seen).toEqual([
    [1, undefined],
    [undefined, 'UNAVAILABLE_X'],
    [3, undefined],
  ])
  expect(lines.map((line) => JSON.parse(line).err.code)).toEqual(['UNAVAILABLE_X'])
})

test('what the signal cuts short is no fault that is logged, and no further round begins', async () => {
  const stop = new AbortController()
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  let rounds = 0
  const round = async () => {
    rounds++
    stop.abort()
    stop.signal.throwIfAborted()
  }
  await runRounds({ pulse: new Pulse(60), log, round, wait: async () => {} }, stop.signal)
  expect([rounds, lines]).toEqual([1, []])
})
