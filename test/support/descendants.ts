import { readdirSync, readFileSync } from 'node:fs'

export interface Process {
  readonly pid: number
  /** Processor time that it has had, in the kernel's ticks. */
  readonly ticks: number
}

/** All that a process started, and what these started, as far as they live; zombies are dead, whoever has yet to ask for their end. */
export function listDescendants(ancestor: number): Process[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? [])
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]))
  const isOurs = (pid: number): boolean => {
    const parent = parents.get(pid)
    return parent !== undefined && (parent === ancestor || isOurs(parent))
  }
  return all.filter(({ pid, isDead }) => isOurs(pid) && !isDead)
}

export function isAlive(pid: number): boolean {
  const found = readProcess(pid)
  return found !== null && !found.isDead
}

function readProcess(pid: number): (Process & { parent: number; isDead: boolean }) | null {
  try {
    // Behind its name, which may have brackets and spaces in it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    const ticks = Number(fields[11]) + Number(fields[12])
    return { pid, parent: Number(fields[1]), isDead: fields[0] === 'Z' || fields[0] === 'X', ticks }
  } catch {
    // It ended since it was listed.
    return null
  }
}
