import { join } from 'node:path'
import type { DemoDoors } from './run.ts'

const QUERIES = [
  '{ _meta { network chainId class block { number hash } digest lag } }',
  '{ nodes(orderBy: [firstBlock_ASC], limit: 3) { key role endpoint enabled lapsed verification(limit: 4) { day statement outcome verdicts } amounts(limit: 2) { day kind attribution amount { value token { symbol decimals class } } } } }',
  '{ samples(orderBy: [number_ASC]) { statement size count state timedBy verified rejected undecided upperBound noBound } }',
  '{ verdicts(where: { outcome_eq: rejected }) { subjectKind subjectId statement code fault detail } }',
]

/** What the demo prints when it is up: every address, queries to paste, and what to try in a second terminal. */
export function describeDoors({ api, status, folder }: DemoDoors, assay: string): string {
  const rows = [
    ['GraphQL', `${api}/graphql`],
    ['GraphiQL', `${api}/graphql in a browser`],
    ['REST', `${api}/rest/nodes, described by ${api}/rest/openapi.json`],
    ['Exports', `${api}/export/claims.csv (also .jsonl, .parquet)`],
    ['MCP', `${assay} mcp --api ${api}`],
    ['Docs', `${api}/docs`],
    ['Metrics', `${api}/metrics, ${status}/metrics`],
    ['Indexer', `${status}/status?text`],
  ] as const
  const width = Math.max(...rows.map(([name]) => name.length)) + 1
  const lines = rows.map(([name, where]) => `  ${`${name}:`.padEnd(width)} ${where}`)
  const queries = QUERIES.map((each) => `  ${each}`)
  const next = listNext(folder, assay).map((each) => `  ${each}`)
  return `
Open ${api}/ in a browser.

${lines.join('\n')}

Queries to paste:
${queries.join('\n')}

In a second terminal, in the same folder:
${next.join('\n')}
`
}

/** Three commands that find this demo by themselves. */
export function listNext(folder: string, assay: string): string[] {
  const where = folder === join('.assay', 'demo') ? '' : `ASSAY_DEMO=${quote(folder)} `
  return ['status', 'archive status', 'doctor'].map((each) => `${where}${assay} ${each}`)
}

function quote(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
