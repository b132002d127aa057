import { API_URL } from '../../data/ask.ts'
import { useNetworks } from '../../data/networks.ts'
import { Copied } from '../../figures/proof.tsx'

/** Every way to ask for the same data, with examples that run as they stand. */
export function Page() {
  const base = API_URL || window.location.origin
  const { data } = useNetworks()
  const network = data?.networks[0]?.network ?? 'NAME'
  const ways: readonly { name: string; about: string; href: string | null; example: string }[] = [
    {
      name: 'GraphiQL',
      about: 'Write queries in the browser, with completion and the description of every field.',
      href: `${base}/graphql`,
      example: `${base}/graphql`,
    },
    {
      name: 'GraphQL',
      about: 'One query for everything that these pages show: they ask nothing else.',
      href: null,
      example: `curl ${base}/graphql -H 'content-type: application/json' -d '{"query":"{ nodes(where: { network_eq: \\"${network}\\" }, limit: 5) { key role enabled } }"}'`,
    },
    {
      name: 'REST',
      about: 'Lists and single rows over plain HTTP, described by OpenAPI 3.1.',
      href: `${base}/rest`,
      example: `curl '${base}/rest/nodes?network=${network}&limit=5'`,
    },
    {
      name: 'Exports',
      about: 'Whole tables as CSV, JSON lines or Parquet, with a manifest and a checksum.',
      href: `${base}/export`,
      example: `curl -O '${base}/export/claims.csv?network=${network}'`,
    },
    {
      name: 'Live updates',
      about: 'New blocks, claims, penalties and verdicts as Server-Sent Events, and what a reorg took back.',
      href: `${base}/docs/api`,
      example: `curl -N ${base}/graphql -H 'accept: text/event-stream' -H 'content-type: application/json' -d '{"query":"subscription { head { head { number } withdrawn { fromBlock } } }"}'`,
    },
    {
      name: 'MCP',
      about: 'Tools for agents; a small program of its own asks this server.',
      href: `${base}/mcp`,
      example: `assay mcp --api ${base}`,
    },
  ]
  return (
    <div className="page">
      <h1>API and exports</h1>
      <p className="lead">
        Everything on these pages comes from the public API, and can be asked for by anybody.
      </p>
      {ways.map(({ name, about, href, example }) => (
        <section key={name}>
          <h2>{href === null ? name : <a href={href}>{name}</a>}</h2>
          <p>{about}</p>
          <pre tabIndex={0}>
            <code>{example}</code>
          </pre>
          <Copied text={example} shown="Copy" />
        </section>
      ))}
    </div>
  )
}
