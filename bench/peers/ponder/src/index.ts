import { ponder } from 'ponder:registry'
import { feePaid, requestAssigned, rewardPaid, stakeChanged } from 'ponder:schema'

const where = (event: any) => ({
  id: event.id,
  blockNumber: Number(event.block.number),
  timestamp: Number(event.block.timestamp),
})

ponder.on('Work:RequestAssigned', async ({ event, context }) => {
  await context.db.insert(requestAssigned).values({ ...where(event), ...event.args })
})
ponder.on('Work:FeePaid', async ({ event, context }) => {
  await context.db.insert(feePaid).values({ ...where(event), ...event.args })
})
ponder.on('Work:StakeChanged', async ({ event, context }) => {
  await context.db.insert(stakeChanged).values({ ...where(event), ...event.args })
})
ponder.on('Work:RewardPaid', async ({ event, context }) => {
  await context.db.insert(rewardPaid).values({ ...where(event), ...event.args })
})
