import { Command, type CommanderError } from 'commander'
import { type Answer, EXIT } from './commands/answer.ts'
import { addBatchCommand } from './commands/batch.ts'
import { addNitroCommand } from './commands/nitro.ts'

export { verifyBundle } from './commands/bundle.ts'

import { addOnnxCommands } from './commands/onnx.ts'
import { addSignatureCommand } from './commands/signature.ts'
import { addSnarkCommands } from './commands/snark.ts'

/**
 * `assay verify …`: every check of the reference node for whoever holds the evidence in a file, offline.
 * Exit codes: 0 verified, 1 rejected, 2 undecided, 64 usage, 66 unreadable file, 70 our own fault.
 */
export function verifyCommand(): Command {
  const verify = new Command('verify')
    .description('check evidence in files, offline: exit 0 verified, 1 rejected, 2 undecided')
    .option('--json', 'print one JSON object {outcome, code, fault, statement, detail}')
    .exitOverride(endOnUsage)
  addNitroCommand(verify)
  addSignatureCommand(verify)
  addBatchCommand(verify)
  addSnarkCommands(verify)
  addOnnxCommands(verify)
  return verify
}

/** Ends the process when commander has printed help (0) or has refused the words (64): with --json as an answer, too. */
export function endOnUsage({ exitCode, message }: CommanderError): never {
  if (exitCode === 0) process.exit(0)
  const detail = message.startsWith('(') ? 'no such use of assay verify' : message.replace(/^error: /, '')
  const answer: Answer = { outcome: 'undecided', code: 'USAGE', fault: null, statement: null, detail }
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(answer)}\n`)
  process.exit(EXIT.usage)
}
