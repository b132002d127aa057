/** Processors whose system calls are known here. */
export type Machine = 'x64' | 'arm64'

/** A call's number on each; null where it does not exist. */
type Numbers = readonly [x64: number | null, arm64: number | null]

// All that a child needs once its runtime is loaded. Nothing here opens, creates or reaches anything: what it may read and
// write are the pipes to its parent that it has already.
const ALLOWED: Readonly<Record<string, Numbers>> = {
  // Its pipes, and waiting for them.
  read: [0, 63],
  write: [1, 64],
  readv: [19, 65],
  writev: [20, 66],
  sendmsg: [46, 211],
  recvmsg: [47, 212],
  shutdown: [48, 210],
  close: [3, 57],
  fstat: [5, 80],
  ioctl: [16, 29],
  fcntl: [72, 25],
  poll: [7, null],
  ppoll: [271, 73],
  epoll_wait: [232, null],
  epoll_pwait: [281, 22],
  epoll_pwait2: [441, 441],
  epoll_ctl: [233, 21],
  // Memory.
  mmap: [9, 222],
  munmap: [11, 215],
  mremap: [25, 216],
  mprotect: [10, 226],
  pkey_mprotect: [329, 288],
  madvise: [28, 233],
  brk: [12, 214],
  // Threads that it has, and time.
  futex: [202, 98],
  membarrier: [324, 283],
  sched_yield: [24, 124],
  sched_getaffinity: [204, 123],
  getcpu: [309, 168],
  set_robust_list: [273, 99],
  rseq: [334, 293],
  nanosleep: [35, 101],
  clock_nanosleep: [230, 115],
  clock_gettime: [228, 113],
  clock_getres: [229, 114],
  gettimeofday: [96, 169],
  times: [100, 153],
  getrusage: [98, 165],
  // Signals that reach it, and its end.
  rt_sigaction: [13, 134],
  rt_sigprocmask: [14, 135],
  rt_sigreturn: [15, 139],
  sigaltstack: [131, 132],
  restart_syscall: [219, 128],
  exit: [60, 93],
  exit_group: [231, 94],
  // What it is, and chance.
  getpid: [39, 172],
  getppid: [110, 173],
  gettid: [186, 178],
  getuid: [102, 174],
  geteuid: [107, 175],
  getgid: [104, 176],
  getegid: [108, 177],
  uname: [63, 160],
  sysinfo: [99, 179],
  getrandom: [318, 278],
}
// These name a process: only our own.
const TO_ITSELF: Readonly<Record<string, Numbers>> = { kill: [62, 129], tgkill: [234, 131] }

const ARCHITECTURE: Readonly<Record<Machine, number>> = { x64: 0xc000003e, arm64: 0xc00000b7 }
/** Numbers from here on are x86-64's other calling convention, with numbers of its own. */
const X32 = 0x40000000

// struct seccomp_data: number, architecture, instruction pointer, six arguments of 64 bits.
const NUMBER = 0
const ARCH = 4
const FIRST_ARGUMENT = 16

const LOAD = 0x20
const EQUAL = 0x15
const AT_LEAST = 0x35
const RETURN = 0x06
const ALLOW = 0x7fff0000
const KILL_PROCESS = 0x80000000
const NOT_PERMITTED = 0x00050000 | 1

/**
 * The filter as a classic BPF program, eight bytes an instruction. What is not allowed answers EPERM: a runtime that tries
 * more than it needs goes on. `pid` is the process that may signal itself.
 */
export function assemble(machine: Machine, pid: number): Buffer {
  const column = machine === 'x64' ? 0 : 1
  const numbers = (calls: Readonly<Record<string, Numbers>>) =>
    Object.values(calls).flatMap((each) => each[column] ?? [])
  return Buffer.concat([
    instruction(LOAD, ARCH),
    // A process can speak to the kernel as another architecture does, where numbers mean other calls.
    instruction(EQUAL, ARCHITECTURE[machine], 1, 0),
    instruction(RETURN, KILL_PROCESS),
    instruction(LOAD, NUMBER),
    instruction(AT_LEAST, X32, 0, 1),
    instruction(RETURN, NOT_PERMITTED),
    ...numbers(ALLOWED).flatMap((call) => [instruction(EQUAL, call, 0, 1), instruction(RETURN, ALLOW)]),
    ...numbers(TO_ITSELF).flatMap((call) => [
      instruction(EQUAL, call, 0, 4),
      instruction(LOAD, FIRST_ARGUMENT),
      instruction(EQUAL, pid, 0, 1),
      instruction(RETURN, ALLOW),
      instruction(RETURN, NOT_PERMITTED),
    ]),
    instruction(RETURN, NOT_PERMITTED),
  ])
}

/** struct sock_filter: code, how far to jump when true and when false, operand. */
function instruction(code: number, operand: number, whenTrue = 0, whenFalse = 0): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt16LE(code, 0)
  bytes.writeUInt8(whenTrue, 2)
  bytes.writeUInt8(whenFalse, 3)
  bytes.writeUInt32LE(operand >>> 0, 4)
  return bytes
}
