# The nodes of a network with their verdicts by day. Run: python3 docs/api/examples/nodes.py http://127.0.0.1:4350
import json
import sys
import urllib.request

api = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:4350"
query = """query($limit: Int!) {
  _meta { network chainId block { number hash } lag }
  nodes(orderBy: [firstBlock_ASC], limit: $limit) {
    id role enabled
    verification(limit: 5) { day statement outcome verdicts }
  }
}"""

request = urllib.request.Request(
    f"{api}/graphql",
    data=json.dumps({"query": query, "variables": {"limit": 5}}).encode(),
    headers={"content-type": "application/json"},
)
with urllib.request.urlopen(request) as response:
    answer = json.load(response)
if "errors" in answer:
    error = answer["errors"][0]
    sys.exit(f"{error['extensions']['code']}: {error['message']}")
print(json.dumps(answer["data"], indent=2))
