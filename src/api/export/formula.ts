/**
 * Texts that a spreadsheet may run as a formula (OWASP "CSV injection"): they begin with `= + - @` of any width (full-width, small,
 * the minus sign), also behind blanks or characters without width, or with a tab or a line break. The same expression for
 * JavaScript and for Postgres.
 */
export const FORMULA =
  '^(?:[\\t\\r\\n]|[\\s\\u00A0\\u200B-\\u200F\\u2060\\u3000\\uFEFF]*[-=+@\\u2212\\uFE62\\uFE63\\uFE66\\uFE6B\\uFF0B\\uFF0D\\uFF1D\\uFF20])'

const BEGINS = new RegExp(FORMULA)

/** The text as a spreadsheet shows it and does not run it: with an apostrophe in front where it begins as a formula. */
export function asShown(text: string): string {
  return BEGINS.test(text) ? `'${text}` : text
}
