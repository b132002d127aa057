import { EvmBatchProcessor } from '@subsquid/evm-processor'
import { TypeormDatabase } from '@subsquid/typeorm-store'
import * as abi from './abi/events'
import { FeePaid, RequestAssigned, RewardPaid, StakeChanged } from './model'

// A squid as its templates show it: one subscription, one pass over the batch, one insert per entity class.
const to = Number(process.env.TO_BLOCK)
const { RequestAssigned: request, FeePaid: fee, StakeChanged: stake, RewardPaid: reward } = abi.events
const processor = new EvmBatchProcessor()
  .setRpcEndpoint({ url: process.env.RPC_URL, capacity: 10 })
  .setFinalityConfirmation(10)
  .setBlockRange({ from: 0, to })
  .addLog({
    address: [process.env.CONTRACT],
    topic0: [request.topic, fee.topic, stake.topic, reward.topic],
  })

processor.run(new TypeormDatabase({ supportHotBlocks: true }), async (ctx) => {
  const requests: RequestAssigned[] = []
  const fees: FeePaid[] = []
  const stakes: StakeChanged[] = []
  const rewards: RewardPaid[] = []
  for (const { header, logs } of ctx.blocks) {
    for (const log of logs) {
      const where = { id: log.id, blockNumber: header.height, timestamp: new Date(header.timestamp) }
      switch (log.topics[0]) {
        case request.topic:
          requests.push(new RequestAssigned({ ...where, ...request.decode(log) }))
          break
        case fee.topic:
          fees.push(new FeePaid({ ...where, ...fee.decode(log) }))
          break
        case stake.topic:
          stakes.push(new StakeChanged({ ...where, ...stake.decode(log) }))
          break
        case reward.topic:
          rewards.push(new RewardPaid({ ...where, ...reward.decode(log) }))
          break
      }
    }
  }
  await ctx.store.insert(requests)
  await ctx.store.insert(fees)
  await ctx.store.insert(stakes)
  await ctx.store.insert(rewards)
})
