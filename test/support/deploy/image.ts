import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const ROOT = join(import.meta.dirname, '../../..')
/** Nobody listens on it, and nothing that a test starts goes further than this machine. */
const NOWHERE = 'http://127.0.0.1:9'

/** What the Dockerfile's image holds, in a folder: there is no container engine where tests run. */
export interface Image {
  /** The image's working folder. */
  readonly folder: string
  /** What stands in for `/data`, `/run/secrets` and `/tmp`. */
  readonly outside: string
  readonly env: Readonly<Record<string, string>>
  remove(): Promise<void>
}

/**
 * Copies what the Dockerfile copies and nothing else, with the installed packages beside it. Addresses in networks/ lead
 * nowhere.
 */
export async function stageImage(): Promise<Image> {
  const outside = await mkdtemp(join(tmpdir(), 'assay-image-'))
  const folder = join(outside, 'assay')
  const text = (await readFile(join(ROOT, 'Dockerfile'), 'utf8')).replaceAll('\\\n', ' ')
  // The last stage is the image. What it takes of the stage before stands in this folder as well: the run built the pages.
  const lines = text.slice(text.lastIndexOf('\nFROM ')).split('\n')
  for (const line of lines) {
    const [sources, target] = readCopy(line)
    for (const source of sources) {
      const to = target.endsWith('/') ? join(folder, target, source) : join(folder, target)
      await mkdir(dirname(to), { recursive: true })
      await cp(join(ROOT, source), to, { recursive: true })
    }
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  const env = lines
    .filter((line) => line.startsWith('ENV '))
    .flatMap((line) => line.slice(4).trim().split(/\s+/))
  return {
    folder,
    outside,
    env: Object.fromEntries(env.map((each) => [each.split('=')[0] ?? '', each.slice(each.indexOf('=') + 1)])),
    remove: () => rm(outside, { recursive: true, force: true }),
  }
}

/** Makes every address of a network's file one where nobody is. */
export async function isolateNetwork(image: Image, name: string): Promise<void> {
  const file = join(image.folder, 'networks', name, 'network.json')
  const network = JSON.parse(await readFile(file, 'utf8'))
  for (const chain of network.chains) chain.endpoints = [NOWHERE]
  network.blobStores = [`${NOWHERE}/`]
  if (network.usage) network.usage.url = `${NOWHERE}/usage`
  await writeFile(file, JSON.stringify(network))
}

function readCopy(line: string): [sources: string[], target: string] {
  if (!line.startsWith('COPY ')) return [[], '']
  const words = line
    .slice(5)
    .trim()
    .split(/\s+/)
    .filter((word) => !word.startsWith('--'))
  return [words.slice(0, -1).map((word) => word.replace(/^\/assay\//, '')), words.at(-1) ?? '']
}
