import { Command } from 'commander'
import { endOnUsage, verifyBundle, verifyCommand } from '../../reference-node/commands.ts'
import { apiCommands } from '../api/commands.ts'
import { archiveCommand } from '../archiver/commands.ts'
import { CodedError, Misconfigured } from '../claim/errors.ts'
import { doctorCommand } from '../gateway/commands.ts'
import { indexerCommands } from '../indexer/commands.ts'
import { demoCommand } from './demo/command.ts'
import { networksCommand } from './networks.ts'

// Exit codes as in sysexits.h where one fits: 64 usage, 70 our own fault, 78 something to mend in the settings.
const program = new Command('assay')
  .description('the open book of verifiable-compute networks')
  .showHelpAfterError('(assay --help shows what there is)')
  .exitOverride((error) => {
    if (process.argv[2] === 'verify') endOnUsage(error)
    process.exit(error.exitCode === 0 ? 0 : 64)
  })

program.addCommand(demoCommand())
program.addCommand(verifyCommand())
program.addCommand(archiveCommand())
program.addCommand(networksCommand())
program.addCommand(doctorCommand())
for (const command of apiCommands(verifyBundle)) program.addCommand(command)
for (const command of indexerCommands()) program.addCommand(command)
for (const command of program.commands) command.copyInheritedSettings(program)

try {
  await program.parseAsync()
} catch (error) {
  const known = error instanceof CodedError
  process.stderr.write(
    `\n${known ? `${error.message} (${error.code})` : String((error as Error)?.stack ?? error)}\n`,
  )
  process.exitCode = error instanceof Misconfigured ? 78 : 70
}
process.exit()
