import { expect, test } from 'vitest'
import { Thread } from '../../../src/platform/thread.ts'
import { codeOf } from '../../support/codes.ts'

const PROGRAM = `import { parentPort } from 'node:worker_threads'
parentPort.on('message', (asked) => {
  if (asked === 'end') process.exit(1)
  if (asked === 'throw') throw new Error('a fault of the program')
  parentPort.postMessage(asked)
})`

test('a thread that ends or throws before it answers is told, and the next question starts another', async () => {
  const thread = new Thread<string, string>(new URL(`data:text/javascript,${encodeURIComponent(PROGRAM)}`), {
    mostMb: 64,
  })
  expect(await thread.ask('first')).toBe('first')
  const [ended, behind] = await Promise.all([
    codeOf(() => thread.ask('end')),
    codeOf(() => thread.ask('behind')),
  ])
  expect([ended, behind]).toEqual(['INTERNAL', 'INTERNAL'])
  expect(await thread.ask('second')).toBe('second')
  await expect(thread.ask('throw')).rejects.toMatchObject({
    code: 'INTERNAL',
    cause: { message: 'a fault of the program' },
  })
  await thread.close()
})
