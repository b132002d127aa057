import { readFileSync } from 'node:fs'

/**
 * When a process started, as the kernel counts it: tells it from another one that got its number later. Empty when there is no
 * such process, or only its exit code is left.
 */
export function startTime(pid: number): string {
  const fields = statOf(pid)
  return fields[0] === 'Z' ? '' : (fields[19] ?? '')
}

/** Whether the process that started then still runs. */
export function isRunning(pid: number, startedAt: string): boolean {
  return startedAt !== '' && startTime(pid) === startedAt
}

/** Fields of /proc/<pid>/stat from the third on (those before hold the name, which may have spaces); none when it is gone. */
export function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}
