// Exit 0 when the address answers 2xx within five seconds, else 1 with the reason: a health check for images without curl.
//   node bin/health.mjs http://127.0.0.1:9400/health
const [address] = process.argv.slice(2)
try {
  const answer = await fetch(address, { signal: AbortSignal.timeout(5000) })
  if (!answer.ok) throw new Error(`${answer.status} ${(await answer.text()).slice(0, 200)}`)
  process.exit(0)
} catch (error) {
  process.stderr.write(`${address}: ${error.cause?.code ?? error.message}\n`)
  process.exit(1)
}
