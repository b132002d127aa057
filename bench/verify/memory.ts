import { fork } from 'node:child_process'
import type { Figure } from './measure.ts'

const GOAL_MEGABYTES = 600

/** Resident memory of a process with a reference node's pools at work, and of all its children. */
export async function benchMemory(): Promise<Figure[]> {
  const child = fork(new URL('node-pools.ts', import.meta.url))
  const { processes, megabytes } = await new Promise<{ processes: number; megabytes: number }>(
    (resolve, reject) => {
      child.once('message', resolve)
      child.once('exit', (code) => reject(new Error(`the pools ended with ${code}`)))
    },
  )
  return [
    {
      name: `memory of a node, default pools at work, ${processes} processes`,
      value: megabytes,
      unit: 'MB',
      goal: `< ${GOAL_MEGABYTES}`,
      reached: megabytes < GOAL_MEGABYTES,
    },
  ]
}
