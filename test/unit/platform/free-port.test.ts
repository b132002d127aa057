import { expect, test } from 'vitest'
import { findFreePort } from '../../../src/platform/embedded.ts'

test('ports that are asked for together differ, and none is one that the system hands out', async () => {
  const ports = await Promise.all(Array.from({ length: 300 }, () => findFreePort()))
  expect(new Set(ports).size).toBe(300)
  expect(ports.every((port) => port >= 20_000 && port < 32_768)).toBe(true)
})
