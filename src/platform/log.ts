import { type Logger, pino } from 'pino'

// Endpoints carry keys in their paths and queries; none of that may reach a log.
const REDACTED = ['password', 'authorization', 'apiKey', '*.password', '*.authorization', '*.apiKey']

/** A JSON logger on stderr for one process: stdout belongs to answers. Level from ASSAY_LOG_LEVEL. */
export function createLog(process_: string, level = process.env.ASSAY_LOG_LEVEL ?? 'info'): Logger {
  return pino(
    { name: process_, level, redact: { paths: REDACTED, censor: '[redacted]' } },
    pino.destination(2),
  )
}

/** A message as strangers may read it: without the paths of this machine. */
export function shownMessage(text: string): string {
  return text.replaceAll(/(?<![\w.:/-])(?:file:\/\/)?(?:\/[\w.@+-]+){2,}\/?/g, '[path]')
}

/** An endpoint as it may be shown: scheme and host, never user, path or query, where keys live. */
export function shownEndpoint(url: string): string {
  try {
    const parsed = new URL(url)
    return `${parsed.protocol}//${parsed.host}`
  } catch {
    return '[not a URL]'
  }
}
