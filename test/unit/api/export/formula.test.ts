import { expect, test } from 'vitest'
import { csvLines } from '../../../../src/api/export/csv.ts'
import { asShown } from '../../../../src/api/export/formula.ts'

test.each([
  '=1',
  '+1',
  '-1',
  '@a',
  '＝1',
  '＋1',
  '－1',
  '＠a',
  '﹦1',
  '﹢1',
  '﹣1',
  '﹫a',
  '−1',
  '\t',
  '\r',
  '\n',
  ' =1',
  '\u200b@a',
])('%j gets an apostrophe', (text) => {
  expect(asShown(text)).toBe(`'${text}`)
})

test.each(['', 'a', '1=1', '"=1"', "'=1", ' a', 'https://a.example/?a=b', '（1）'])(
  '%j stays as it is',
  (text) => {
    expect(asShown(text)).toBe(text)
  },
)

test('a line of CSV: quotes, empty beside missing, truth values, lists', () => {
  const columns = [
    { name: 'text', kind: 'text' },
    { name: 'empty', kind: 'text' },
    { name: 'none', kind: 'text' },
    { name: 'truth', kind: 'boolean' },
    { name: 'list', kind: 'list' },
    { name: 'number', kind: 'number' },
  ] as const
  const rows = [['=a,"b"\n', '', null, true, ['x', '=y'], '-5']]
  expect(Buffer.concat([...csvLines(columns, rows)]).toString()).toBe(
    `text,empty,none,truth,list,number\n"'=a,""b""\n","",,true,"[""x"",""=y""]",-5\n`,
  )
})
