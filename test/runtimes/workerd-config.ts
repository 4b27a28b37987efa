import { readFileSync } from 'node:fs';

export interface Deployment {
  readonly environment: Readonly<Record<string, string>>;
  /** The name in the environment and the class of each kind of Durable Object. */
  readonly objects?: readonly (readonly [name: string, className: string])[];
  /** Each worker runs the script in an isolate of its own and has an address of its own. The objects live in the first. */
  readonly workers?: readonly [string, ...string[]];
}

/** The kinds of Durable Objects that a project deploys. */
export function readWrangler(file: string): Required<Deployment>['objects'] {
  const { durable_objects } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly durable_objects: { readonly bindings: readonly { readonly name: string; readonly class_name: string }[] };
  };
  return durable_objects.bindings.map(({ name, class_name }) => [name, class_name]);
}

/** https://github.com/cloudflare/workerd/blob/main/src/workerd/server/workerd.capnp */
export function configureWorkerd(
  script: string,
  { environment, objects = [], workers = ['relay'] }: Deployment,
): string {
  const [home] = workers;
  const texts = Object.entries(environment).map(([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)})`);
  const namespaces = objects.map(
    ([name, className]) =>
      `(name = "${name}", durableObjectNamespace = (className = "${className}", serviceName = "${home}"))`,
  );
  const worker = (name: string) => `const ${name} :Workerd.Worker = (
  compatibilityDate = "2026-10-01",
  modules = [(name = "${script}.mjs", esModule = embed "${script}.mjs")],
  bindings = [${[...texts, ...namespaces].join(', ')}],
  durableObjectNamespaces = [${name === home ? objects.map(toNamespace).join(', ') : ''}],
  durableObjectStorage = (inMemory = void),
);`;
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    ${workers.map((name) => `(name = "${name}", worker = .${name}),`).join('\n    ')}
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [${workers.map((name) => `(name = "${name}", address = "127.0.0.1:0", http = (), service = "${name}")`).join(', ')}],
);
${workers.map(worker).join('\n')}
`;
}

const toNamespace = ([, className]: readonly [string, string]): string =>
  `(className = "${className}", uniqueKey = "${className}")`;
