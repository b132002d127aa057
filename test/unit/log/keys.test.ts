import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createKeys, readKeys } from '../../../reference-node/log/keys.ts'

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-keys-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('keys are made in a folder that is not there yet, for their owner alone', async () => {
  const file = join(await emptyFolder(), '.assay', 'watchdog-keys.json')
  const { logKey, address } = await createKeys(file, 'watchdog.example/a')
  expect(await readKeys(file)).toMatchObject({ logKey, address })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect((await stat(join(file, '..'))).mode & 0o777).toBe(0o700)
})

test('keys that are there are left as they are', async () => {
  const file = join(await emptyFolder(), 'keys.json')
  await createKeys(file, 'watchdog.example/a')
  const before = await readFile(file, 'utf8')
  await expect(createKeys(file, 'watchdog.example/b')).rejects.toMatchObject({
    code: 'WATCHDOG_KEYS',
    message: expect.stringMatching(/is there already, and was left as it is; assay watch rotate/),
  })
  expect(await readFile(file, 'utf8')).toBe(before)
})
