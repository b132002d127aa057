import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * A program file of ours that a thread or process of its own runs: `name` without extension, beside the module `from` (its
 * `import.meta.url`). In a clone programs are TypeScript, in an installed package JavaScript.
 */
export function programBeside(name: string, from: string): URL {
  return new URL(`${name}${extname(fileURLToPath(from))}`, from)
}
