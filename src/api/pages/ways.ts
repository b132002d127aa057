/** A way to ask this server, as the start page lists it. */
export interface Way {
  readonly name: string
  readonly about: string
  /** Where it opens in a browser; null where a program is needed. */
  readonly path: string | null
  /** A line for a shell. */
  readonly example: string
}

/** Every way in, with an example that runs against the server at `base`, e.g. `http://127.0.0.1:4350`. */
export function listWays(base: string): readonly Way[] {
  return [
    {
      name: 'GraphiQL',
      about: 'Write queries in the browser, with completion and the description of every field.',
      path: '/graphql',
      example: `xdg-open ${base}/graphql`,
    },
    {
      name: 'GraphQL',
      about: 'One query for everything; send it with POST.',
      path: null,
      example: `curl ${base}/graphql -H 'content-type: application/json' -d '{"query":"{ networks { id } }"}'`,
    },
    {
      name: 'REST',
      about: 'Lists and single rows over plain HTTP, described by OpenAPI 3.1.',
      path: '/rest',
      example: `curl '${base}/rest/nodes?limit=5'`,
    },
    {
      name: 'Exports',
      about: 'Whole tables as CSV, JSON lines or Parquet, with a manifest and a checksum.',
      path: '/export',
      example: `curl -O ${base}/export/nodes.csv`,
    },
    {
      name: 'Live updates',
      about: 'Subscriptions as Server-Sent Events.',
      path: '/docs/api#live',
      example: `curl -N ${base}/graphql -H 'accept: text/event-stream' -H 'content-type: application/json' -d '{"query":"subscription { head { head { number } withdrawn { fromBlock } } }"}'`,
    },
    {
      name: 'MCP',
      about: 'Tools for agents; a small program of its own asks this server.',
      path: '/mcp',
      example: `assay mcp --api ${base}`,
    },
    {
      name: 'Metrics',
      about: 'For Prometheus; whether it is ready is at /ready, where each chain stands at /status.',
      path: '/metrics',
      example: `curl ${base}/metrics`,
    },
    {
      name: 'Docs',
      about: 'How to ask, what each figure means, and how to run Assay.',
      path: '/docs',
      example: `xdg-open ${base}/docs`,
    },
  ]
}
