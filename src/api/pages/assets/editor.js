// Starts GraphiQL on this page's own server. React, ReactDOM and GraphiQL come from the scripts before this one.
const { React, ReactDOM, GraphiQL } = globalThis

const EXAMPLE = `# Assay: what each node did, and what was found when it was checked. Ctrl-Enter runs the query.
{
  _meta { network chainId class block { number hash } lag }
  nodes(orderBy: [firstBlock_ASC], limit: 10) {
    id role enabled lapsed
    verification { day statement outcome verdicts }
    amounts(limit: 5) { day kind amount { value token { symbol decimals class } } }
  }
}
`

function isSubscription(documentAST, operationName) {
  const operations = (documentAST?.definitions ?? []).filter(({ kind }) => kind === 'OperationDefinition')
  const asked = operations.find(({ name }) => name?.value === operationName) ?? operations[0]
  return asked?.operation === 'subscription'
}

async function send(params, headers, accept) {
  return fetch('/graphql', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', accept },
    body: JSON.stringify(params),
  })
}

// Server-Sent Events: blocks of lines, ended by an empty one.
async function* stream(params, headers) {
  const response = await send(params, headers, 'text/event-stream')
  if (!response.headers.get('content-type')?.includes('text/event-stream')) return yield await response.json()
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const blocks = (rest + value).split(/\r?\n\r?\n/)
      rest = blocks.pop()
      for (const block of blocks) {
        const lines = block.split(/\r?\n/)
        if (lines.includes('event: complete')) return
        const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart())
        if (data.join('')) yield JSON.parse(data.join('\n'))
      }
    }
  } finally {
    // Stopping in the editor ends the stream on the server too.
    await reader.cancel()
  }
}

async function fetcher(params, options = {}) {
  const headers = options.headers ?? {}
  if (isSubscription(options.documentAST, params.operationName)) return stream(params, headers)
  return (await send(params, headers, 'application/json')).json()
}

const asked = new URLSearchParams(location.search)
ReactDOM.createRoot(document.getElementById('editor')).render(
  React.createElement(GraphiQL, {
    fetcher,
    defaultQuery: EXAMPLE,
    // GraphiQL takes undefined for "what was written here last".
    query: asked.get('query') ?? undefined,
    variables: asked.get('variables') ?? undefined,
  }),
)
