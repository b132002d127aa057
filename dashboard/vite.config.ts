import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import * as documents from './data/generated/graphql.ts'

/** The address of the API while these pages are worked on (`npm run dashboard`); a build asks the host that serves it, or VITE_API_URL. */
const API = process.env.VITE_API_URL ?? 'http://127.0.0.1:4350'

const PROXY = Object.fromEntries(
  ['/graphql', '/docs', '/rest', '/export', '/assets'].map((path) => [path, API]),
)

const DOCUMENTS = new Map<string, unknown>(Object.entries(documents))

/**
 * Puts the text of each question in the place of its call of graphql(), so that a page brings its own questions. By itself `graphql()` looks each up
 * in a map of all questions of all pages, which every page would load.
 */
const ownQuestions: Plugin = {
  name: 'own-questions',
  enforce: 'pre',
  transform(code, id) {
    if (!/\.tsx?$/.test(id) || id.includes('/generated/') || !code.includes('graphql(`')) return null
    const text = code.replace(
      /\bgraphql\(`\s*(query|subscription|fragment) (\w+)[^`]*`\)/g,
      (_, kind, name) => {
        const document = `${name}${kind === 'fragment' ? 'FragmentDoc' : 'Document'}`
        const found = DOCUMENTS.get(document)
        if (found === undefined) throw new Error(`no types of ${name}: npm run dashboard:types`)
        return JSON.stringify(String(found))
      },
    )
    return { code: text.replace(/^import \{ graphql \} from .*\n/m, ''), map: null }
  },
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [ownQuestions, react()],
  // Relative addresses would break below a deep path. Pages that do not stand at the root of their host are built with `--base=/path/`.
  base: '/',
  build: {
    target: 'es2023',
    // A file and not text inside the page: the policy of the API allows no inline style, script or data address.
    assetsInlineLimit: 0,
    assetsDir: 'pages',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
    rolldownOptions: {
      output: {
        // What every page needs comes in two files: cut by who shares what it would be thirty, and on a slow line each six of them take
        // a turn of their own before the first number stands.
        codeSplitting: {
          groups: [
            {
              name: 'libraries',
              test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|graphql-sse|@tanstack\/(react-)?(router|router-core|history|store|query|query-core))\//,
            },
            {
              name: 'frame',
              // Few pages show the codes of the reference node, read from a page of the methodology, or the names of roles.
              test: /dashboard\/(app|data|figures|text\/(?!codes|roles)|charts\/(ink|mix|textures|theme|frame|csv|width))/,
            },
          ],
        },
      },
    },
  },
  // What the pages are made of stands beside them as well: the methodology, and the checks that a browser runs.
  server: { proxy: PROXY, fs: { allow: ['.', '../docs/methodology', '../src/claim', '../node_modules'] } },
  preview: { proxy: PROXY },
})
