import { readFileSync } from 'node:fs'
import { createConfig } from 'ponder'

const abi = JSON.parse(readFileSync('./events.json', 'utf8'))
export default createConfig({
  database: { kind: 'postgres', connectionString: process.env.DATABASE_URL },
  chains: { mock: { id: Number(process.env.CHAIN_ID), rpc: process.env.RPC_URL, pollingInterval: 500 } },
  contracts: {
    Work: {
      abi,
      chain: 'mock',
      address: process.env.CONTRACT as `0x${string}`,
      startBlock: 0,
      endBlock: Number(process.env.TO_BLOCK),
    },
  },
})
