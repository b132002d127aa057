import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REASONS } from '../../../src/economics/known.ts'
import { examples } from './methodology-examples.ts'

const folder = new URL('../../../docs/methodology', import.meta.url).pathname

interface Example {
  readonly page: string
  readonly example: string
  readonly given: Record<string, unknown>
  readonly gives: Record<string, unknown>
}

async function listExamples(): Promise<Example[]> {
  const pages = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort()
  const found: Example[] = []
  for (const page of pages) {
    const text = await readFile(join(folder, page), 'utf8')
    for (const [, block = ''] of text.matchAll(/```json\n(\{\s+"example": [\s\S]*?)```/g))
      found.push({ page, ...(JSON.parse(block) as Omit<Example, 'page'>) })
  }
  return found
}

test('every method has its worked example on a page', async () => {
  expect((await listExamples()).map((each) => each.example).sort()).toEqual(Object.keys(examples).sort())
})

test('every reason for a figure without a value is explained', async () => {
  const page = await readFile(join(folder, 'figure.md'), 'utf8')
  expect(REASONS.filter((reason) => !page.includes(`\`${reason}\``))).toEqual([])
})

test.each(await listExamples())(
  'the worked example of $page is what the code gives',
  async ({ example, given, gives }) => {
    const compute = examples[example]
    if (!compute) throw new Error(`no computation for the example "${example}"`)
    expect(await compute(given)).toEqual(gives)
  },
)
