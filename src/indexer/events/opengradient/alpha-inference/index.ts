import type { EventDecoder } from '../../../event.ts'
import { llmChat } from './llmChat.ts'
import { llmCompletion } from './llmCompletion.ts'
import { modelInference } from './modelInference.ts'

/** The inference precompile 0xF4 of the alpha testnet. */
export const decoders: readonly EventDecoder[] = [modelInference, llmCompletion, llmChat]
