import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/**
 * The oldest Node from 20 on that this machine has of its own, outside every node_modules: what a stranger would type `node`
 * for. This process's own where there is no other.
 */
export function findSystemNode(): string {
  const nvm = join(homedir(), '.nvm', 'versions', 'node')
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    ...(existsSync(nvm) ? readdirSync(nvm).map((each) => join(nvm, each, 'bin')) : []),
  ]
  const found = [...new Set(folders)]
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => join(folder, 'node'))
    .filter((path) => existsSync(path))
    .map((path) => ({ path, major: majorOf(path) }))
    .filter(({ major }) => major >= 20)
    .sort((a, b) => a.major - b.major)
  return found[0]?.path ?? process.execPath
}

function majorOf(node: string): number {
  return Number(execFileSync(node, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }))
}
