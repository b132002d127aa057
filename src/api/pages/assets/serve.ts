import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Handler } from '../../../platform/serve.ts'
import { sendError } from '../../http/respond.ts'

const OWN = fileURLToPath(new URL('.', import.meta.url))
const require = createRequire(import.meta.url)

const JS = 'text/javascript; charset=utf-8'
const CSS = 'text/css; charset=utf-8'
const SVG = 'image/svg+xml'

interface Asset {
  readonly file: string
  readonly type: string
}

// All that is served as a file. An address is looked up here and never becomes a path.
const ASSETS: ReadonlyMap<string, Asset> = new Map([
  ['/favicon.ico', { file: join(OWN, 'icon.svg'), type: SVG }],
  ['/assets/assay.css', { file: join(OWN, 'assay.css'), type: CSS }],
  ['/assets/editor.js', { file: join(OWN, 'editor.js'), type: JS }],
  ['/assets/editor.css', { file: join(OWN, 'editor.css'), type: CSS }],
  ['/assets/graphiql.css', { file: packaged('graphiql', 'graphiql.min.css'), type: CSS }],
  ['/assets/graphiql.js', { file: packaged('graphiql', 'graphiql.min.js'), type: JS }],
  ['/assets/react.js', { file: packaged('react', 'umd/react.production.min.js'), type: JS }],
  ['/assets/react-dom.js', { file: packaged('react-dom', 'umd/react-dom.production.min.js'), type: JS }],
])

/** Our style sheet, the icon and the editor's files; each is read once. */
export function createAssets(): Handler {
  const read = new Map<string, Buffer>()
  return async (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1)
    const asset = ASSETS.get(path)
    if (!asset) return sendError(response, 404, 'NOT_FOUND', 'no such file: see /')
    const bytes = read.get(path) ?? (await readFile(asset.file))
    read.set(path, bytes)
    response.writeHead(200, {
      'content-type': asset.type,
      'content-length': bytes.length,
      'cache-control': 'public, max-age=3600',
      'x-content-type-options': 'nosniff',
    })
    response.end(bytes)
  }
}

function packaged(name: string, file: string): string {
  return join(dirname(require.resolve(`${name}/package.json`)), file)
}
