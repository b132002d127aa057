import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { EQUIVALENT } from './equivalent.ts'
import type { Step } from './steps.ts'

/** The page that names, for each step, the test that fails without it. What it says of other files stays where `keepsOthers`. */
export function writeTable(
  path: string,
  steps: readonly Step[],
  killed: Readonly<Record<number, string>>,
  keepsOthers: boolean,
): void {
  const sections = new Map(keepsOthers ? readSections(path) : [])
  for (const file of new Set(steps.map((step) => step.file))) {
    const rows = steps
      .filter((step) => step.file === file)
      .map(
        (step) =>
          `| ${cell(step.text, 90)} | ${(killed[step.id] ?? sayWhyNone(step)).replaceAll('|', '\\|')} |`,
      )
    sections.set(file, `\n| step | a test that fails without it |\n| --- | --- |\n${rows.join('\n')}\n`)
  }
  const files = [...sections].sort(([left], [right]) => (left < right ? -1 : 1))
  const rows = files.flatMap(([, table]) => table.match(/^\| `.*$/gm) ?? [])
  const ofNone = rows.filter((row) => row.endsWith(`| ${NONE} |`)).length
  const same = rows.filter((row) => row.includes(`| ${SAME}`)).length
  writeFileSync(
    path,
    `# Steps of the checks, and the test that guards each

Written by \`npm run mutation -- --write\` (test/mutation), which leaves out one step at a time, in a copy of the tree, and
names the first test that fails without it. A step is a reason to refuse, operand by operand, or an operand of an answer
yes or no. Where it compares, its border is also moved by one (\`>= for >\`), and a level down (\`depth + 1\`) becomes one up.
${rows.length} steps: ${rows.length - ofNone - same} guarded by a test, ${same} that change nothing, ${ofNone} by none.

${files.map(([file, table]) => `## ${file}\n${table}`).join('\n')}`,
  )
}

const NONE = '**none**'
const SAME = '**changes nothing**: '

function sayWhyNone({ file, text }: Step): string {
  const why = EQUIVALENT[file]?.[text]
  return why === undefined ? NONE : SAME + why
}

/** The tables of files that are still there, by file. */
function readSections(path: string): [string, string][] {
  const parts = readFileSync(path, 'utf8').split(/^## (.+)\n/m)
  return parts.flatMap((part, at): [string, string][] =>
    at % 2 === 1 && existsSync(part) ? [[part, `${(parts[at + 1] ?? '').trimEnd()}\n`]] : [],
  )
}

function cell(text: string, most: number): string {
  const short = text.length > most ? `${text.slice(0, most)}…` : text
  return `\`${short.replaceAll('|', '\\|').replaceAll('`', "'")}\``
}
