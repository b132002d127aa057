import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { EQUIVALENT, isEquivalent } from './equivalent.ts'
import type { Step } from './steps.ts'

const ROW = /^\| `(\S+)` \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$/gm

/** The page that counts, for each file of figures, the changes that a test notices. What it says of other files stays where `keepsOthers`. */
export function writeFigures(
  path: string,
  steps: readonly Step[],
  killed: Readonly<Record<number, string>>,
  keepsOthers: boolean,
): void {
  const rows = new Map<string, readonly number[]>()
  for (const [, file, ...counts] of keepsOthers && existsSync(path)
    ? readFileSync(path, 'utf8').matchAll(ROW)
    : [])
    if (existsSync(file as string)) rows.set(file as string, counts.map(Number))
  for (const file of new Set(steps.map((step) => step.file))) {
    const own = steps.filter((step) => step.file === file)
    const noticed = own.filter(({ id }) => killed[id] !== undefined).length
    const same = own.filter((step) => killed[step.id] === undefined && isEquivalent(step)).length
    rows.set(file, [own.length, noticed, same, own.length - noticed - same])
  }
  const sorted = [...rows].sort(([left], [right]) => (left < right ? -1 : 1))
  const total = (at: number) => sorted.reduce((sum, [, counts]) => sum + (counts[at] as number), 0)
  const figures = Object.entries(EQUIVALENT).filter(([file]) => file.startsWith('src/economics/'))
  const reasons = figures.flatMap(([file, texts]) =>
    Object.entries(texts).map(([text, why]) => `- \`${file}\`, \`${text}\`: ${why}`),
  )
  writeFileSync(
    path,
    `# Operators of the figures, and how many a test notices

Written by \`npm run mutation -- --economics --write\` (test/mutation), which puts another operator in place of one at a time, in a
copy of the tree: \`-\` for \`+\`, \`/\` for \`*\`, \`<=\` for \`<\`, \`||\` for \`&&\`, and of exact amounts \`subtract\` for \`add\`, \`divide\` for
\`multiply\`, of bounds \`Math.min\` for \`Math.max\`. A change is noticed when a unit or a property
test of figures fails with it, or one of those that \`--tests\` names; integration tests are never asked. Files that no run ended on have no row.
${total(0)} operators: ${total(1)} noticed, ${total(2)} that change nothing, ${total(3)} that no test notices.

| file | operators | noticed | change nothing | noticed by none |
| --- | ---: | ---: | ---: | ---: |
${sorted.map(([file, counts]) => `| \`${file}\` | ${counts.join(' | ')} |`).join('\n')}

## What changes nothing, and why

${reasons.join('\n')}
`,
  )
}
