const { Work } = require('../generated')

const where = (event) => ({
  id: `${event.block.number}-${event.logIndex}`,
  blockNumber: event.block.number,
  timestamp: event.block.timestamp,
})

for (const name of ['RequestAssigned', 'FeePaid', 'StakeChanged', 'RewardPaid'])
  Work[name].handler(async ({ event, context }) => {
    context[name].set({ ...where(event), ...event.params })
  })
