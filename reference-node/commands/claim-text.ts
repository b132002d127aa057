import type { ClaimReport } from './claim-report.ts'

/** The report as a table for a terminal: one row for each statement and watchdog, then what each statement rests on. */
export function toClaimText(report: ClaimReport): string {
  const { claim, network, class: networkClass, chainId, block, statements } = report
  const rows = statements.flatMap(({ statement, here, said }) => {
    const own = describe(here)
    if (said.length === 0) return [[statement, own, 'no verdict yet', '']]
    return said.map((each, index) => [
      index === 0 ? statement : '',
      index === 0 ? own : '',
      `${describe(each)} (${each.watchdog})`,
      each.outcome === here.outcome && describe(each) === own ? '' : mark(each.outcome === here.outcome),
    ])
  })
  const reasons = statements.map(
    ({ statement, here }) =>
      `${statement}: ${here.detail}${here.act === null ? '' : `\n  who must act: ${here.act}: ${here.do}`}`,
  )
  const others = statements.flatMap(({ statement, said, agrees }) =>
    agrees === false ? said.map((each) => `${statement}, as ${each.watchdog} says: ${each.detail}`) : [],
  )
  const lines = [
    `claim ${claim} on ${network} (${networkClass}), chain ${chainId}, block ${block.number} ${block.hash}`,
    '',
    ...toTable([['statement', 'here', 'the verdict that stands', ''], ...rows]),
    '',
    ...reasons,
    ...(others.length ? ['', ...others] : []),
    '',
    `${report.outcome} here; ${agreement(report)}`,
    ...report.taken.map((each) => `taken without proof: ${each}`),
  ]
  return `${lines.map(printable).join('\n')}\n`
}

function agreement({ agrees }: ClaimReport): string {
  if (agrees === null) return 'no verdict stands to compare with'
  return agrees ? 'the verdicts agree' : 'THE VERDICTS DIFFER'
}

function mark(isSameOutcome: boolean): string {
  return isSameOutcome ? 'another code' : 'DIFFERS'
}

function describe(answer: { outcome: string; code: string; fault: string | null }): string {
  const { outcome, code, fault } = answer
  return `${outcome}${code === 'VERIFIED' ? '' : ` ${code}`}${fault === null ? '' : `, fault ${fault}`}`
}

function toTable(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** Strangers' words cannot move the cursor of a terminal. */
function printable(line: string): string {
  return line.replace(/[^\P{Cc}\n]/gu, '?')
}
