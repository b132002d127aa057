import { CommanderError } from 'commander'
import { expect, test } from 'vitest'
import { createCommand, type Options } from '../../../bench/ingest/options.ts'

function parse(...args: string[]): Options | string {
  let said = ''
  const command = createCommand()
    .exitOverride()
    .configureOutput({ writeErr: (text) => (said += text) })
  try {
    return command.parse(args, { from: 'user' }).opts<Options>()
  } catch (error) {
    if (error instanceof CommanderError) return said
    throw error
  }
}

test.each([
  [['--world', 'elsewhere'], /elsewhere.*boundless/],
  [['--chains', 'dense,spare'], /no spare: dense, noisy, sparse/],
  [['--only', 'squit'], /no squit: assay, assay-full, copy, squid, ponder, envio, head, scale/],
  [['--runs', '0'], /whole number/],
  [['--sizes', '1000000,many'], /whole number/],
  [['--quick', '--record'], /cannot be used/],
  [['--blocks', '50', '--record'], /cannot be used/],
])(
  'what is none of the bench’s names or numbers, and short chains to be kept, are refused: %j',
  (args, why) => {
    expect(parse(...args)).toMatch(why)
  },
)

test('names and numbers are taken', () => {
  expect(parse('--world', 'boundless', '--runs', '2')).toMatchObject({ world: 'boundless', runs: 2 })
  expect(
    parse('--only', 'assay,copy', '--chains', 'dense', '--blocks', '50', '--sizes', '5,6'),
  ).toMatchObject({
    only: ['assay', 'copy'],
    chains: ['dense'],
    blocks: 50,
    sizes: [5, 6],
  })
})
