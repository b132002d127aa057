import { createRequire } from 'node:module'
import { assemble, type Machine } from './filter-program.ts'

const PR_SET_NO_NEW_PRIVS = 38
const SECCOMP_SET_MODE_FILTER = 1
/** Every thread of the process, not only the one that asks. */
const SECCOMP_FILTER_FLAG_TSYNC = 1
const SECCOMP: Readonly<Record<Machine, number>> = { x64: 317, arm64: 277 }

/**
 * Loads what it takes to filter this process's system calls, and returns what does it: in two steps, because a process that
 * has become nobody may not be able to read our files any more.
 *
 * The filter takes from the whole process, for good, every system call but those that computing and talking to its parent
 * need: from there on it opens no file and no socket, starts no program and no thread, and signals nobody but itself. No
 * privilege is needed, so it holds in a container with the usual profile too. What is returned gives the reason, in words,
 * when this machine cannot.
 */
export function prepareFilter(): () => string | undefined {
  const { arch, platform } = process
  if (platform !== 'linux' || (arch !== 'x64' && arch !== 'arm64'))
    return () => `system calls are filtered on Linux on x64 and arm64, not on ${platform} on ${arch}`
  try {
    return load(arch)
  } catch (error) {
    return () => (error instanceof Error ? error.message : String(error))
  }
}

function load(machine: Machine): () => string | undefined {
  // Loaded here and not above: where its binary is missing, that is one wall less and not the end.
  const koffi = createRequire(import.meta.url)('koffi') as typeof import('koffi')
  const libc = koffi.load(null)
  const program = koffi.struct({ length: 'uint16', instructions: 'uint8 *' })
  const prctl = libc.func('prctl', 'int', ['int', 'ulong', 'ulong', 'ulong', 'ulong'])
  const seccomp = libc.func('syscall', 'long', ['long', 'ulong', 'ulong', koffi.pointer(program)])
  return () => {
    const instructions = assemble(machine, process.pid)
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) !== 0) return 'the kernel refuses no_new_privs'
    const filter = { length: instructions.length / 8, instructions }
    const answer = seccomp(SECCOMP[machine], SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, filter)
    return answer === 0 ? undefined : `the kernel refuses a filter of system calls (${answer})`
  }
}
