import { once } from 'node:events'
import { Command } from 'commander'
import { advisoryCommand } from './advisory/command.ts'
import { catalogueCommand } from './catalogue/command.ts'
import type { VerifyBundle } from './mcp/bundle.ts'
import { measurementCommand } from './measurement/command.ts'
import { paybackCommand } from './terminal/command.ts'
import { demandCommand } from './terminal/demand.ts'
import { nodeCommand } from './terminal/node.ts'

/** `assay mcp`, `assay payback`, `assay catalogue`, `assay demand`, `assay node`, `assay measurement` and `assay advisory`. `verifyBundle` adds the tool that checks evidence; the checks belong to the reference node. */
export function apiCommands(verifyBundle?: VerifyBundle): Command[] {
  return [
    new Command('mcp')
      .description(
        'tools for agents over the public API: describe, query, search, network, leaderboard, demand, disclosures, node_report, payback, verify_bundle',
      )
      .option('--api <url>', 'a running API', 'http://127.0.0.1:4350')
      .option('--key <key>', 'API key, if it asks for one')
      .option('--http <port>', 'serve streamable HTTP at /mcp instead of stdin and stdout')
      .option('--host <address>', 'where --http listens', '127.0.0.1')
      .option('--allow-host <names...>', 'with --http: host names that callers use, besides localhost')
      .addHelpText('after', '\nExample:\n  assay mcp --api http://127.0.0.1:4350')
      .action(
        async (options: { api: string; key?: string; http?: string; host: string; allowHost?: string[] }) => {
          const { remoteApi } = await import('./mcp/remote.ts')
          const api = remoteApi(options.api, options.key)
          if (options.http === undefined) {
            const { StdioServerTransport } = await import('@modelcontextprotocol/sdk/server/stdio.js')
            const { createMcpServer } = await import('./mcp/server.ts')
            await createMcpServer(api, verifyBundle).connect(new StdioServerTransport())
            await once(process.stdin, 'end')
            return
          }
          const { serveMcpHttp } = await import('./mcp/http.ts')
          const { port, close } = await serveMcpHttp(api, options.host, Number(options.http), {
            verifyBundle,
            hosts: options.allowHost ?? [],
          })
          process.stderr.write(`MCP at http://${options.host}:${port}/mcp\n`)
          await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
          await close()
        },
      ),
    paybackCommand(),
    catalogueCommand(),
    demandCommand(),
    nodeCommand(),
    measurementCommand(),
    advisoryCommand(),
  ]
}
