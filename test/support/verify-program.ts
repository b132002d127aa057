import { Command } from 'commander'
import { verifyCommand } from '../../reference-node/commands.ts'

// `assay verify` without the other commands, which a test of sixty runs need not load sixty times.
await new Command('assay').addCommand(verifyCommand()).parseAsync()
process.exit()
