import { spawnSync } from 'node:child_process'
import { childEnvironment } from '../../../src/platform/child-environment.ts'
import type { Wall } from './walls.ts'

export interface SandboxLimits {
  readonly memoryBytes: number
  readonly cpuSeconds: number
  readonly openFiles: number
}

/** How a command is wrapped, and which walls that makes. */
export interface Sandbox {
  readonly prefix: readonly string[]
  readonly walls: readonly Wall[]
}

/**
 * The walls that this machine's tools make around a child: no network (a network namespace of its own), limits on memory,
 * processor time, open files and written files, and death with the parent. Each is tried once; what is not there is
 * left out, and `walls` says so. The child makes the others itself, see filter.ts.
 */
export function findSandbox({ memoryBytes, cpuSeconds, openFiles }: SandboxLimits): Sandbox {
  const offers: readonly (readonly [Wall, readonly string[]])[] = [
    ['network', ['unshare', '--net', '--mount', '--ipc', '--']],
    ['network', ['unshare', '--net', '--']],
    // Not mapped to root: the child would take itself for root and fail to become somebody else.
    ['network', ['unshare', '--user', '--map-current-user', '--net', '--']],
    ['parent', ['setpriv', '--pdeathsig', 'KILL', '--no-new-privs', '--']],
    [
      'limits',
      // Data and not address space: V8 reserves tens of gigabytes that it never touches.
      [
        'prlimit',
        `--data=${memoryBytes}`,
        `--cpu=${cpuSeconds}`,
        `--nofile=${openFiles}`,
        '--fsize=0',
        '--core=0',
        '--',
      ],
    ],
  ]
  const prefix: string[] = []
  const walls: Wall[] = []
  for (const [wall, command] of offers) {
    if (walls.includes(wall)) continue
    const [program = '', ...rest] = [...prefix, ...command, 'true']
    if (spawnSync(program, rest, { env: childEnvironment(), stdio: 'ignore' }).status !== 0) continue
    prefix.push(...command)
    walls.push(wall)
  }
  return { prefix, walls }
}
