import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copyServer } from '../../../src/platform/embedded-links.ts'

test('a copied server outlives the folder that it was copied from, its links included', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-copied-'))
  const [native, copy] = [join(folder, 'native'), join(folder, 'copy')]
  await mkdir(join(native, 'lib'), { recursive: true })
  await writeFile(join(native, 'lib', 'libone.so.1.2'), 'library')
  await symlink('libone.so.1.2', join(native, 'lib', 'libone.so.1'))
  await copyServer(native, copy)
  await rm(native, { recursive: true })
  expect(await readFile(join(copy, 'lib', 'libone.so.1'), 'utf8')).toBe('library')
  await rm(folder, { recursive: true })
})
