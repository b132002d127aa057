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

/** What a process sees is made anew: no network, no other process, mounts and queues of its own. */
const SEPARATE = ['--net', '--mount', '--ipc', '--pid', '--fork', '--kill-child', '--mount-proc', '--']
// The first process of a namespace cannot end itself by a signal, and a child does: so this one is the first, and starts the child.
const FIRST = ['sh', '-c', 'env -i PATH="$PATH" "$@"; exit $?', 'first']

/**
 * The walls that this machine's tools make around a child: death with the parent, no network and no other process in sight
 * (namespaces of its own), limits on memory, processor time, open files and written files. Each is tried once; what is not
 * there is left out, and `walls` says so. The child makes the others itself, see filter.ts.
 */
export function findSandbox({ memoryBytes, cpuSeconds, openFiles }: SandboxLimits): Sandbox {
  const offers: readonly (readonly [readonly Wall[], readonly string[]])[] = [
    // Around the namespaces: whoever is first in them dies with what made them.
    [['parent'], ['setpriv', '--pdeathsig', 'KILL', '--no-new-privs', '--']],
    [
      ['network', 'processes'],
      ['unshare', ...SEPARATE, ...FIRST],
    ],
    // Not mapped to root: the child would take itself for root and fail to become somebody else.
    [
      ['network', 'processes'],
      ['unshare', '--user', '--map-current-user', ...SEPARATE, ...FIRST],
    ],
    [['network'], ['unshare', '--net', '--']],
    [['network'], ['unshare', '--user', '--map-current-user', '--net', '--']],
    [
      ['limits'],
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
  for (const [made, command] of offers) {
    if (made.some((wall) => walls.includes(wall))) continue
    const [program = '', ...rest] = [...prefix, ...command, 'true']
    if (spawnSync(program, rest, { env: childEnvironment(), stdio: 'ignore' }).status !== 0) continue
    prefix.push(...command)
    walls.push(...made)
  }
  return { prefix, walls }
}
