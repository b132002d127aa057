import { groth16 } from 'snarkjs'

// snarkjs exactly as its README shows it: verify(key, signals, proof), with the worker threads that it starts itself.
// In a child process: inside a worker thread its own workers would not start.
process.on('message', ({ statement, times }: { statement: [unknown, unknown, unknown]; times: number }) => {
  verifyMany(statement, times).then((holds) => process.send?.(holds))
})

async function verifyMany(
  [key, signals, proof]: [unknown, unknown, unknown],
  times: number,
): Promise<boolean> {
  let holds = true
  for (let each = 0; each < times; each++) holds = (await groth16.verify(key, signals, proof)) && holds
  return holds
}
