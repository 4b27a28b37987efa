/** An answer of the relay's own. Node is sent it as it is: to make a Response and to read its body would cost more than all the rest. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The relay's answer, or the Response with which the host refuses the page. */
export type Answer = PlainAnswer | Response;

type Ask = (request: Request, context?: object) => Promise<Answer>;
type Respond = (request: Request, context?: object) => Promise<Response>;

/** What stands behind the functions that were made here. A host that wraps one of them has made another. */
const askers = new WeakMap<Respond, Ask>();

/** The function that answers with a Response, whatever `ask` does. */
export function respondBy(ask: Ask): Respond {
  const respond: Respond = async (request, context) => toResponse(await ask(request, context));
  askers.set(respond, ask);
  return respond;
}

/** Asks for an answer that need be no Response. */
export function askPlainly(respond: Respond, request: Request): Promise<Answer> {
  return (askers.get(respond) ?? respond)(request);
}

function toResponse(answer: Answer): Response {
  if (answer instanceof Response) return answer;
  const { status, headers, body = null } = answer;
  return new Response(body, { status, headers });
}

/** The same answer with headers that tell a browser which pages may read it. */
export function withCorsHeaders(answer: Answer, cors: Readonly<Record<string, string>>): Answer {
  if (!(answer instanceof Response)) return { ...answer, headers: { ...answer.headers, ...cors } };
  const readable = new Response(answer.body, answer);
  for (const [name, value] of Object.entries(cors))
    if (name === 'Vary') readable.headers.append(name, value);
    else readable.headers.set(name, value);
  return readable;
}
