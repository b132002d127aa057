import type { Confirmation } from './confirm.ts'
import type { Finding, LogReport, SampleReport } from './report.ts'

/** Prints what an audit found, with what was repeated here next to each sample; as text, or as one JSON object. */
export function printReport(
  report: LogReport,
  confirmations: readonly Confirmation[] | undefined,
  asJson: boolean,
): void {
  const samples = report.samples.map((sample, at) => ({
    ...toAnswer(sample),
    here: confirmations?.[at] ?? null,
  }))
  if (asJson) return void process.stdout.write(`${JSON.stringify({ version: 1, ...report, samples })}\n`)
  const lines = [
    `${report.origin}: ${report.size} entries, ${report.verdicts} verdicts, written by ${report.watchdog ?? 'nobody who is known'}`,
    ...(report.vouched === null
      ? []
      : [
          `its keys were compromised: ${report.vouched} entries were seen by others before then, no other is vouched for`,
        ]),
    report.cosigned > 0
      ? `${report.cosigned} known witnesses cosigned its checkpoint`
      : 'no known witness cosigned its checkpoint: others may be shown another log',
    ...report.findings.map(describe),
    ...report.unread.map((each) => `not read: ${describe(each)}`),
    ...report.samples.flatMap((sample, at) => [toLine(sample), ...describeHere(confirmations?.[at])]),
    report.findings.length === 0
      ? 'everything that the log says holds'
      : `${report.findings.length} things do not hold`,
  ]
  // Strangers' words cannot move the cursor of a terminal.
  process.stdout.write(`${lines.join('\n').replace(/[^\P{Cc}\n]/gu, '?')}\n`)
}

function toAnswer({ drawn, ...sample }: SampleReport): object {
  return {
    ...sample,
    drawn: drawn.map(({ element, verdict: { outcome, code } }) => ({ element, outcome, code })),
  }
}

function toLine({
  committed,
  counts,
  isCensus,
  isWeak,
  timedBy,
  state,
  upperBound,
  noBound,
}: SampleReport): string {
  const { statement, scope, size, count, notRecomputable } = committed
  const whose = scope.kind === 'network' ? committed.network : Object.values(scope).join(' ')
  const outside = notRecomputable > 0 ? `${notRecomputable} nobody can check again, outside of it; ` : ''
  const found = `${counts.verified} verified, ${counts.rejected} rejected, ${counts.undecided} undecided`
  const what = isCensus ? `census of ${size}` : `${count} of ${size}`
  const weak = isWeak ? ', weak_beacon' : ''
  const by = timedBy === null ? '' : timedBy === 'anchor' ? ', anchored in time' : ', witnessed in time'
  const share = upperBound === null ? '' : ` (${((100 * upperBound) / size).toPrecision(3)} %)`
  const bound =
    upperBound === null ? `no bound: ${noBound}` : `at most ${upperBound} failures${share}, one-sided 95 %`
  return `${statement}, ${whose}: ${outside}${what}, ${state}${weak}${by}: ${found}; ${bound}`
}

function describeHere(here: Confirmation | undefined): string[] {
  if (!here) return []
  return [
    `  here: ${here.confirmed} confirmed, ${here.notCheckable} not checkable`,
    ...here.findings.map((each) => `  ${describe(each)}`),
  ]
}

function describe({ code, entry, detail }: Finding): string {
  return `${code}${entry === null ? '' : ` at entry ${entry}`}: ${detail}`
}
