import { attack, type Orders } from './crowd.ts'

// A program of its own: the crowd's work must not slow down the one who measures. It is told what to do, then when to stop.
const end = new AbortController()
process.on('message', async (orders: Orders | 'stop') => {
  if (orders === 'stop') return end.abort()
  process.send?.(await attack(orders, end.signal), () => process.exit())
})
process.once('disconnect', () => process.exit())
