import { keccak256, toHex } from 'viem/utils'
import { expect, test } from 'vitest'
import { ROLE_NAMES } from '../../../dashboard/text/roles.ts'

test('each role is the hash of its name, and that of administrators is zero', () => {
  const { DEFAULT_ADMIN_ROLE, ...hashed } = Object.fromEntries(
    Object.entries(ROLE_NAMES).map(([role, name]) => [name, role]),
  )
  expect(DEFAULT_ADMIN_ROLE).toBe(`0x${'0'.repeat(64)}`)
  expect(hashed).toEqual(
    Object.fromEntries(Object.keys(hashed).map((name) => [name, keccak256(toHex(name))])),
  )
})
