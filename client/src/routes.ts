import type { paths } from "./schema.js"

export type Verb = "get" | "post" | "delete"
/** Paths that answer to a verb. */
export type PathOf<V extends Verb> = {
  [P in keyof paths]: paths[P] extends Record<V, { responses: unknown }> ? P : never
}[keyof paths]

type Operation<V extends Verb, P extends keyof paths> = NonNullable<paths[P][V]>
type Json<T> = T extends { content: { "application/json": infer Content } } ? Content : undefined
/** The key of an option, which may be left out where nothing is asked for. */
type Option<K extends string, T> = [T] extends [undefined]
  ? unknown
  : undefined extends T
    ? { [key in K]?: T }
    : { [key in K]: T }
type Parameters<O, In extends string> = O extends { parameters: Record<In, infer T> }
  ? T
  : O extends { parameters: { [key in In]?: infer T } }
    ? T | undefined
    : undefined
type Defined<T> = [Exclude<T, undefined>] extends [never] ? undefined : T

/** What a route answers when all is well. */
export type Answer<V extends Verb, P extends PathOf<V>> =
  Operation<V, P> extends { responses: { 200: infer Response } } ? Json<Response> : undefined

/** What a route takes in its body. */
export type Body<V extends Verb, P extends PathOf<V>> =
  Operation<V, P> extends { requestBody: infer Content }
    ? Json<Content>
    : Operation<V, P> extends { requestBody?: infer Content }
      ? Json<NonNullable<Content>> | undefined
      : undefined

/** What a call may or must be given: `params` of the path, `query`, `body`, and further `headers`. */
export type Options<V extends Verb, P extends PathOf<V>> = Option<
  "params",
  Defined<Parameters<Operation<V, P>, "path">>
> &
  Option<"query", Defined<Parameters<Operation<V, P>, "query">>> &
  Option<"body", Defined<Body<V, P>>> & { headers?: Record<string, string> }
