import { writeFileSync } from 'node:fs'
import type { Step } from './steps.ts'

/** The page that names, for each step, the test that fails without it. */
export function writeTable(
  path: string,
  steps: readonly Step[],
  killed: Readonly<Record<number, string>>,
): void {
  const files = [...new Set(steps.map(({ file }) => file))]
  const sections = files.map((file) => {
    const rows = steps
      .filter((step) => step.file === file)
      .map(
        ({ id, text }) =>
          `| ${cell(text, 90)} | ${killed[id] ? killed[id].replaceAll('|', '\\|') : '**none**'} |`,
      )
    return `## ${file}\n\n| step | a test that fails without it |\n| --- | --- |\n${rows.join('\n')}\n`
  })
  const guarded = steps.filter(({ id }) => killed[id] !== undefined).length
  writeFileSync(
    path,
    `# Steps of the checks, and the test that guards each

Written by \`npm run mutation -- --write\` (test/mutation), which leaves out one step at a time, in a copy of the tree, and
names the first test that fails without it. A step is a reason to refuse, operand by operand, or an operand of an answer
yes or no. Where it compares, its border is also moved by one (\`>= for >\`), and a level down (\`depth + 1\`) becomes one up.
${steps.length} steps, ${guarded} guarded.

${sections.join('\n')}`,
  )
}

function cell(text: string, most: number): string {
  const short = text.length > most ? `${text.slice(0, most)}…` : text
  return `\`${short.replaceAll('|', '\\|').replaceAll('`', "'")}\``
}
