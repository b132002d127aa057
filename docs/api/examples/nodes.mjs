// The nodes of a network with their verdicts by day. Run: node docs/api/examples/nodes.mjs http://127.0.0.1:4350
const [api = 'http://127.0.0.1:4350'] = process.argv.slice(2)

const query = `query($limit: Int!) {
  _meta { network chainId block { number hash } lag }
  nodes(orderBy: [firstBlock_ASC], limit: $limit) {
    id role enabled
    verification(limit: 5) { day statement outcome verdicts }
  }
}`

const response = await fetch(`${api}/graphql`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query, variables: { limit: 5 } }),
})
const { data, errors } = await response.json()
if (errors) throw new Error(`${errors[0].extensions.code}: ${errors[0].message}`)
process.stdout.write(`${JSON.stringify(data, null, 2)}\n`)
