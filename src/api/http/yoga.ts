import type { IncomingMessage, ServerResponse } from 'node:http'
import { type DocumentNode, GraphQLError } from 'graphql'
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga'
import type { Engine } from '../execute/engine.ts'
import type { Prepared } from '../execute/prepared.ts'
import { etagOf, isKnown, REVALIDATED } from './etag.ts'
import { freshnessOf } from './fresh.ts'
import { statusOf } from './graphql-status.ts'

/** What the HTTP layer hands to resolvers of one request. */
export interface HttpContext {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  /** Who asks, for limits that are per caller. */
  readonly caller: string
  /** Ends the connection of a caller who reads no more. */
  readonly cut: () => void
}

/** GraphQL over HTTP as the specification has it, and SSE: graphql-yoga in front of our engine. */
export function createGraphqlHandler(
  engine: Engine,
  show: (error: unknown) => GraphQLError,
): YogaServerInstance<HttpContext, object> {
  return createYoga<HttpContext, object>({
    schema: engine.schema,
    // Queries bring their own snapshot; what a live stream resolves later reads as it comes.
    context: { snapshot: engine.unboundSnapshot() },
    graphqlEndpoint: '/graphql',
    landingPage: false,
    batching: false,
    multipart: false,
    // One cache of prepared texts is enough, and ours is bounded.
    parserAndValidationCache: false,
    logging: false,
    // The dispatcher answers for every door.
    cors: false,
    // The editor is served from our own files, in front of this.
    graphiql: false,
    maskedErrors: { maskError: show },
    plugins: [useCalmAnswers(show), useEngine(engine), useValidators()],
  })
}

/** What is wrong with a request, or with us, is answered in GraphQL's form with a status: never by the text of an exception. */
function useCalmAnswers(show: (error: unknown) => GraphQLError): Plugin<object, HttpContext> {
  return {
    onRequest({ requestHandler, setRequestHandler, fetchAPI }) {
      setRequestHandler(async (request, context) => {
        try {
          return await requestHandler(request, context)
        } catch (error) {
          const shown = show(error)
          const { status, headers } = statusOf(undefined, [shown])
          return fetchAPI.Response.json(
            { errors: [shown] },
            { status: status === 200 ? 500 : status, headers: { ...headers } },
          )
        }
      })
    },
    onRequestParse({ requestParser, setRequestParser }) {
      if (!requestParser) return
      setRequestParser(async (request) => {
        const params = await readable(() => requestParser(request))
        if (!Array.isArray(params) && 'query' in params && !params.query)
          throw refusedRequest(
            'a request needs a query: in the parameter `query` of a GET or the JSON of a POST',
          )
        return params
      })
    },
    onExecutionResult({ result, setResult }) {
      if (!result || Array.isArray(result) || Symbol.asyncIterator in result || !result.errors) return
      const { status, headers } = statusOf(result.data, result.errors)
      if (status !== 200)
        setResult({ ...result, extensions: { ...result.extensions, http: { status, headers } } })
    },
  }
}

/** Answers to GET have a validator, and 304 where the caller has the answer already. */
function useValidators(): Plugin<object, HttpContext> {
  return {
    async onResponse({ request, response, serverContext, setResponse, fetchAPI }) {
      const type = response.headers.get('content-type') ?? ''
      if (request.method !== 'GET' || response.status !== 200 || !/^application\/[\w-]*\+?json/.test(type))
        return
      const text = await response.text()
      // What went wrong once need not the next time.
      const failed = text.startsWith('{"errors"')
      const etag = etagOf(text)
      const headers = {
        ...(failed ? {} : { ...REVALIDATED, etag }),
        'content-type': type,
        vary: 'accept, accept-encoding',
      }
      setResponse(
        !failed && isKnown(serverContext.req, etag)
          ? new fetchAPI.Response(null, { status: 304, headers })
          : new fetchAPI.Response(text, {
              headers: { ...headers, 'content-length': String(Buffer.byteLength(text)) },
            }),
      )
    },
  }
}

async function readable<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof URIError)
      throw refusedRequest('the body, or the parameter `variables` or `extensions`, is not JSON')
    throw error
  }
}

function refusedRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } })
}

function useEngine(engine: Engine): Plugin<HttpContext, HttpContext> {
  const preparedOf = new WeakMap<DocumentNode, Prepared>()
  return {
    onParse({ params, setParsedDocument }) {
      const prepared = prepare(engine, String(params.source))
      preparedOf.set(prepared.document, prepared)
      setParsedDocument(prepared.document)
    },
    onValidate({ params, setResult }) {
      setResult([...(preparedOf.get(params.documentAST)?.errors ?? [])])
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      // A selection that may read too much is refused here as it is for a query.
      const refused = engine.refusalOf(
        args.document,
        args.variableValues ?? {},
        args.operationName ?? undefined,
      )
      if (refused) setResultAndStopExecution({ errors: [refused] })
    },
    onExecute({ args, setExecuteFn }) {
      const prepared = preparedOf.get(args.document)
      if (!prepared) return
      setExecuteFn(() =>
        engine.run(prepared, args.variableValues ?? {}, args.operationName ?? undefined, {
          caller: args.contextValue.caller,
          ...freshnessOf(args.contextValue.req),
        }),
      )
    },
  }
}

function prepare(engine: Engine, text: string): Prepared {
  try {
    return engine.prepare(text)
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    const { nodes = null, source = null, positions = null, extensions } = error
    const code = extensions.code ?? 'GRAPHQL_PARSE_FAILED'
    throw new GraphQLError(error.message, {
      nodes,
      source,
      positions,
      extensions: { ...extensions, code, http: { spec: true, status: 400 } },
    })
  }
}
