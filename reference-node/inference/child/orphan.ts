// A thread beside the one that runs models: the runtime blocks that one, so a model that never ends would outlive a
// parent that was killed, and nobody would be left to end it. The kernel's own signal at a parent's death (setpriv) is
// forgotten when the child becomes nobody.

const LOOK_MILLISECONDS = 500
const parent = process.ppid

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, LOOK_MILLISECONDS)
