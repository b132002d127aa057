import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import type { z } from 'zod'
import { DATA_OUTPUT, MAX_TOKENS } from './answer.ts'
import { strict } from './strict.ts'

interface Tool<Shape extends z.ZodRawShape> {
  readonly title: string
  readonly description: string
  readonly input: Shape
  readonly output?: z.ZodObject
  /** Whether it asks the API: what that says changes as chains grow. False for what is checked offline. */
  readonly asksApi?: boolean
}

/** Every tool here only reads, and gives the same for the same state of the chains. */
const READS = { readOnlyHint: true, destructiveHint: false, idempotentHint: true }

/** Registers a tool with strict arguments, a bound on its answer, annotations, and the schema of its output. */
export function addTool<Shape extends z.ZodRawShape>(
  server: McpServer,
  name: string,
  { title, description, input, output = DATA_OUTPUT, asksApi = true }: Tool<Shape>,
  run: (args: z.infer<z.ZodObject<Shape>> & { maxTokens: number }) => Promise<CallToolResult>,
): void {
  const inputSchema = strict({ ...input, maxTokens: MAX_TOKENS })
  const annotations = { title, ...READS, openWorldHint: asksApi }
  server.registerTool(
    name,
    { title, description, inputSchema, outputSchema: output, annotations },
    (args: unknown) => run(args as z.infer<z.ZodObject<Shape>> & { maxTokens: number }),
  )
}
