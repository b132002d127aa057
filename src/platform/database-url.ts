/** A database's address in pieces, as settings give them. */
export interface DatabaseParts {
  readonly host: string | undefined
  readonly port: string | undefined
  readonly name: string | undefined
  readonly user: string | undefined
  readonly password: string | undefined
  /** `true` or `false`. */
  readonly ssl: string | undefined
  /** `false`: whatever certificate the server shows is taken. */
  readonly checkCertificate: string | undefined
}

/**
 * One URL of a whole address or of its parts, with every fault found. A whole one wins; a user or password that it does
 * not have is taken from the parts. Any character may stand in a part: it is escaped here.
 */
export function toDatabaseUrl(
  whole: string | undefined,
  parts: DatabaseParts,
): { readonly url: string; readonly faults: readonly string[] } {
  const faults: string[] = []
  if (whole === undefined && parts.host === undefined)
    return {
      url: '',
      faults: ['DATABASE_URL is not set (DB_HOST, DB_NAME, DB_USER and DB_PASS will do as well)'],
    }
  const url = parse(whole ?? 'postgres://localhost', faults)
  if (url === undefined) return { url: '', faults }
  if (whole === undefined) setPlace(url, parts, faults)
  if (url.username === '' && parts.user !== undefined) url.username = encodeURIComponent(parts.user)
  if (url.password === '' && parts.password !== undefined) url.password = encodeURIComponent(parts.password)
  setTls(url, parts, faults)
  return { url: url.href, faults }
}

function parse(text: string, faults: string[]): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^postgres(ql)?:$/.test(url.protocol)) return url
  // The text may hold a password, so it is not repeated.
  faults.push(
    'the database URL is not of the form postgres://user:password@host:port/name: a password with @, / or # goes into DB_PASS',
  )
  return undefined
}

function setPlace(url: URL, { host = '', port = '5432', name, user }: DatabaseParts, faults: string[]): void {
  url.hostname = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
  if (url.hostname === 'localhost' && host !== 'localhost') faults.push(`DB_HOST is no host name: "${host}"`)
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65_535) url.port = port
  else faults.push(`DB_PORT must be a port number, got "${port}"`)
  if (name === undefined) faults.push('DB_NAME is not set')
  else if (/[/?#%]/.test(name)) faults.push(`DB_NAME may not hold /, ?, # or %: "${name}"`)
  else url.pathname = `/${name}`
  if (user === undefined) faults.push('DB_USER is not set')
}

// As the hosted service's own library reads it: true asks for TLS and checks the certificate unless told not to.
function setTls(url: URL, { ssl, checkCertificate }: DatabaseParts, faults: string[]): void {
  if (ssl !== undefined && ssl !== 'true' && ssl !== 'false')
    faults.push(`DB_SSL must be true or false, got "${ssl}"`)
  const isSaid = url.searchParams.has('sslmode') || url.searchParams.has('ssl')
  if (ssl === 'true' && !isSaid)
    url.searchParams.set('sslmode', checkCertificate === 'false' ? 'no-verify' : 'verify-full')
}
