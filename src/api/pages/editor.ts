import type { Handler } from '../../platform/serve.ts'
import { html } from './html.ts'
import { EDITOR_POLICY, sendHtml, wantsHtml } from './page.ts'

const EDITOR = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GraphiQL of Assay</title>
<link rel="icon" href="/favicon.ico" type="image/svg+xml">
<link rel="stylesheet" href="/assets/graphiql.css">
<link rel="stylesheet" href="/assets/editor.css">
</head>
<body>
<div id="editor">The editor is loading. It needs JavaScript.</div>
<script src="/assets/react.js"></script>
<script src="/assets/react-dom.js"></script>
<script src="/assets/graphiql.js"></script>
<script src="/assets/editor.js"></script>
</body>
</html>
`

/** GraphiQL for browsers that open `/graphql`; every other request goes to `graphql`. */
export function withEditor(graphql: Handler): Handler {
  return (request, response) =>
    wantsHtml(request) ? sendHtml(response, 200, EDITOR_POLICY, EDITOR) : graphql(request, response)
}
