/** What is known so far, written down between processes, in the folder of the copy. */
export interface Findings {
  /** By step: the test that failed without it. */
  readonly killed: Record<number, string>
  readonly reached: Record<number, true>
  /** By test: that it was tried on each step that it reaches, or for how many milliseconds it ran where that was too long. */
  readonly tried: Record<string, true | number>
  /** The step that is left out at this moment, and in which test: where a process is lost, it is found here. */
  current: { readonly step: number; readonly test: string } | null
  /** Processes lost in this pass; the tests behind them did not run. */
  lost: number
}

/** Whoever was at work when the process was lost has missed the step. */
export function markLost(findings: Findings): void {
  if (!findings.current) return
  findings.killed[findings.current.step] = `${findings.current.test} (the process hangs or dies)`
  findings.current = null
  findings.lost++
}
