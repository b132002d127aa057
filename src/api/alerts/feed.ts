import type { Logger } from 'pino'
import { ask } from '../execute/ask.ts'
import type { Engine } from '../execute/engine.ts'
import { etagOf, isKnown, REVALIDATED } from '../http/etag.ts'
import { sendFault } from '../http/fault.ts'
import { readParameters } from '../http/parameters.ts'
import { sendError } from '../http/respond.ts'
import type { Route } from '../http/routes.ts'
import { callerOf } from '../limits/gate.ts'
import { escapeHtml } from '../pages/html.ts'

const ENTRIES = 100
const ALERTS = `query Alerts($where: AlertWhereInput) {
  alerts(where: $where, orderBy: [number_DESC], limit: ${ENTRIES}) { id network number rule subject class chainId blockNumber txHash at says source foundAt } }`

interface Alert {
  readonly id: string
  readonly network: string
  readonly rule: string
  readonly subject: string
  readonly class: string | null
  readonly chainId: number | null
  readonly blockNumber: number | null
  readonly txHash: string | null
  readonly at: string
  readonly says: string
  readonly source: string
  readonly foundAt: string
}

/** `GET /alerts.atom?network=…&rule=…`: the newest 100 alerts as an Atom feed (RFC 4287), of every network and rule unless one is named. */
export function createAlertFeed(engine: Engine, log: Logger): Route {
  return async (request, response) => {
    const [path, parameters = ''] = (request.url ?? '').split('?')
    if (path !== '/alerts.atom')
      return sendError(response, 404, 'NOT_FOUND', 'the feed of alerts is at /alerts.atom')
    try {
      const asked = readParameters(parameters, ['network', 'rule'])
      const [network, rule] = [asked.get('network') ?? null, asked.get('rule') ?? null]
      const where = { ...(network && { network_eq: network }), ...(rule && { rule_eq: rule }) }
      const { alerts } = await ask(engine, ALERTS, { where }, callerOf(request))
      const feed = toFeed(alerts as unknown as readonly Alert[], { network, rule })
      const headers = { ...REVALIDATED, etag: etagOf(feed) }
      if (isKnown(request, headers.etag)) return void response.writeHead(304, headers).end()
      const size = {
        'content-type': 'application/atom+xml; charset=utf-8',
        'content-length': Buffer.byteLength(feed),
      }
      response.writeHead(200, { ...headers, ...size }).end(feed)
    } catch (error) {
      sendFault(response, error, log)
    }
  }
}

interface Scope {
  readonly network: string | null
  readonly rule: string | null
}

function toFeed(alerts: readonly Alert[], { network, rule }: Scope): string {
  const of = [network, rule].filter((each) => each !== null).join(', ')
  // An empty feed was never updated: the beginning of time says so, and stays the same.
  const updated = alerts[0]?.foundAt ?? '1970-01-01T00:00:00Z'
  const entries = alerts.map(toEntry).join('')
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Assay alerts${of ? toXml(`: ${of}`) : ''}</title><id>urn:assay:alerts${of ? toXml(`:${encodeURIComponent(of)}`) : ''}</id><updated>${updated}</updated><author><name>Assay</name></author>
${entries}</feed>
`
}

function toEntry(alert: Alert): string {
  const {
    id,
    network,
    rule,
    subject,
    class: networkClass,
    chainId,
    blockNumber,
    txHash,
    at,
    says,
    source,
  } = alert
  const where = [
    networkClass,
    chainId === null ? null : `chain ${chainId}`,
    blockNumber === null ? null : `block ${blockNumber}`,
    txHash === null || txHash === '0x' ? null : `transaction ${txHash}`,
    source,
  ].filter((each) => each !== null)
  return `<entry><title>${toXml(says)}</title><id>urn:assay:alert:${toXml(encodeURIComponent(id))}</id><updated>${alert.foundAt}</updated><published>${at}</published><category term="${toXml(rule)}"/><content type="text">${toXml(`${network}, ${subject}: ${says} (${where.join(', ')})`)}</content></entry>
`
}

// Characters that no XML may hold, even escaped: words of strangers may have them.
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu
const toXml = (text: string) => escapeHtml(text.replace(FORBIDDEN, '\u{fffd}'))
