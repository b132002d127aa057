import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The address of the API while these pages are worked on (`npm run dashboard`); a build asks the host that serves it, or VITE_API_URL. */
const API = process.env.VITE_API_URL ?? 'http://127.0.0.1:4350'

const PROXY = Object.fromEntries(
  ['/graphql', '/docs', '/rest', '/export', '/assets'].map((path) => [path, API]),
)

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // Relative addresses would break below a deep path. Pages that do not stand at the root of their host are built with `--base=/path/`.
  base: '/',
  build: {
    target: 'es2023',
    // A file and not text inside the page: the policy of the API allows no inline style, script or data address.
    assetsInlineLimit: 0,
    assetsDir: 'pages',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
  },
  // What the pages are made of stands beside them as well: the methodology, and the checks that a browser runs.
  server: { proxy: PROXY, fs: { allow: ['.', '../docs/methodology', '../src/claim', '../node_modules'] } },
  preview: { proxy: PROXY },
})
