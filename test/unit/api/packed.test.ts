import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { Packed } from '../../../src/api/execute/packed.ts'

test.each([
  ['a short text', '{"a":"é"', '}'],
  ['a long one', `{"a":"${'x0é'.repeat(100_000)}"`, ',"extensions":{"behind":true}}'],
  ['nothing', '', '}'],
])('%s is one member of gzip with whatever end it has, as often as it is asked for', async (_, text, end) => {
  const packed = new Packed(text)
  for (const each of [end, '', 'another', end])
    expect(gunzipSync(await packed.endingIn(each)).toString()).toBe(`${text}${each}`)
})
