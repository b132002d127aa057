/** Saves rows as a file of comma-separated values, as RFC 4180 has them; null is an empty field. */
export function saveCsv(
  name: string,
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): void {
  const text = [header, ...rows].map((row) => row.map(field).join(',')).join('\r\n')
  const address = URL.createObjectURL(new Blob([`${text}\r\n`], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.csv`
  link.click()
  URL.revokeObjectURL(address)
}

function field(value: string | number | null): string {
  if (value === null) return ''
  const text = String(value)
  // A spreadsheet runs what begins like a formula: text of strangers gets a mark in front.
  const safe = /^[=+@\t\r]|^-\D/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
