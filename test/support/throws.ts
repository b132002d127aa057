import { globSync } from 'node:fs'
import { ROOT, readDocument } from './documents.ts'

/** A function or method that others may call, with what its own body throws. */
export interface Thrower {
  readonly file: string
  readonly name: string
  readonly comment: string
  /** Classes and codes of the coded errors that it throws itself; codes that are computed are left out. */
  readonly thrown: readonly { readonly type: string; readonly code: string | undefined }[]
}

const FILES = '{src,reference-node,devnet,db}/**/*.ts'
const CLASS = /^(?:export )?class (\w+) extends (\w+)/gm
const START =
  /^(?:export (?:async )?function\*? (\w+)|( {2})(?!private|#)(?:static )?(?:async )?(?:get )?(\w+)\s*(?:<[^(]*>)?\()/

/** Every class that extends CodedError, by name. */
export function listCodedErrors(): Set<string> {
  const coded = new Set(['CodedError'])
  const texts = globSync(FILES, { cwd: ROOT }).map(readDocument)
  for (let before = 0; before !== coded.size; ) {
    before = coded.size
    for (const text of texts)
      for (const [, name = '', parent = ''] of text.matchAll(CLASS)) if (coded.has(parent)) coded.add(name)
  }
  return coded
}

/** Exported functions, and methods of exported classes, whose body throws a coded error. The formatter says where each ends. */
export function listThrowers(): Thrower[] {
  const coded = listCodedErrors()
  return globSync(FILES, { cwd: ROOT }).flatMap((file) => findThrowers(file, readDocument(file), coded))
}

function findThrowers(file: string, text: string, coded: ReadonlySet<string>): Thrower[] {
  const lines = text.split('\n')
  const found: Thrower[] = []
  let exported = false
  lines.forEach((line, at) => {
    if (/^\S.*\bclass /.test(line)) exported = line.startsWith('export ')
    const [, name, indent = '', method] = START.exec(line) ?? []
    const called = name ?? (exported ? method : undefined)
    if (called === undefined || /^(if|for|while|switch|catch|return)$/.test(called)) return
    const length = lines
      .slice(at + 1)
      .findIndex((each) => each.startsWith(`${indent}}`) && !/[:{]$/.test(each.trimEnd()))
    const body = lines.slice(at, at + 2 + length).join('\n')
    const thrown = [...body.matchAll(/throw new (\w+)\(\s*(?:'([A-Z0-9_]+)')?/g)]
      .map(([, type = '', code]) => ({ type, code }))
      .filter(({ type }) => coded.has(type))
    if (thrown.length > 0) found.push({ file, name: called, comment: commentBefore(lines, at), thrown })
  })
  return found
}

function commentBefore(lines: readonly string[], at: number): string {
  let from = at - 1
  if (!lines[from]?.trimEnd().endsWith('*/')) return ''
  while (from > 0 && !lines[from]?.trimStart().startsWith('/**')) from--
  return lines.slice(from, at).join('\n')
}
