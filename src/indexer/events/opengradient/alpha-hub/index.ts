import type { EventDecoder } from '../../../event.ts'
import { inferenceResult } from './inferenceResult.ts'
import { llmChatResult } from './llmChatResult.ts'
import { llmCompletionResult } from './llmCompletionResult.ts'

/** InferenceHub of the alpha testnet. */
export const decoders: readonly EventDecoder[] = [inferenceResult, llmChatResult, llmCompletionResult]
