#!/bin/sh
# The nodes of a network with their verdicts by day. Run: sh docs/api/examples/nodes.sh http://127.0.0.1:4350
set -eu
api="${1:-http://127.0.0.1:4350}"
curl --silent --show-error --fail "$api/graphql" --header 'content-type: application/json' --data '{
  "query": "query($limit: Int!) { _meta { network chainId block { number hash } lag } nodes(orderBy: [firstBlock_ASC], limit: $limit) { id role enabled verification(limit: 5) { day statement outcome verdicts } } }",
  "variables": { "limit": 5 }
}'
