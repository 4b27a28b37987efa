// An ESLint rule: what only a vendor says stays in its adapter, in its simulator folder and in the two registries.
import { readFileSync } from 'node:fs';

/** Words of a vendor's bodies and addresses, by the files that may use them. A new gateway may add its own. */
const WORDS = {
  'green-api': [
    ...['accountData', 'alreadyLogged', 'passkeyRequired', 'PassKeyRequire', 'pushname', 'qrCode'],
    ...['stateInstance', 'timeoutExpired', 'waInstance', 'wid'],
    ...['getAuthorizationCode', 'getStateInstance', 'getWaSettings', 'scanqrcode', 'QUOTE_EXCEEDED'],
  ],
  // The simulator's scripts may say the states of the first gateway for those that came next, too.
  'green-api|z-api|z-engine': ['notAuthorized', 'sleepMode', 'yellowCard'],
  // PlugChat runs the engine of Z-API.
  'z-api|plugchat|z-engine': ['smartphoneConnected', 'Client-Token', 'phone-code', 'extension-token'],
};

/** The registries name every gateway; src/gateways/index.ts and src/simulator/index.ts export what is in them. */
const REGISTRIES = /(?:gateways\/(?:registry|index)|simulator\/(?:dialects|index))\.ts$/;

/** The names that pages give to gateways, as the registry has them. */
const registry = readFileSync(new URL('../../src/gateways/registry.ts', import.meta.url), 'utf8');
const names = Array.from(registry.matchAll(/^ {2}'?([\w-]+)'?: \{ label:/gm), ([, name]) => name);

const ownersOf = (name) => Object.keys(WORDS).find((owners) => owners.split('|').includes(name)) ?? name;
const mayUse = (file, owners) => new RegExp(`/(?:gateways|simulator)/(?:${owners})(?:\\.ts$|/)`).test(file);
const plain = (text) => text.toLowerCase().replace(/[^a-z]/g, '');

/** `text` is an identifier, a literal, or a piece of a template. */
function vendorOf(text) {
  const owners = Object.keys(WORDS).find((key) =>
    WORDS[key].some((word) => new RegExp(`(?<!\\w)${word}(?!\\w)`).test(text)),
  );
  const name = names.find((one) => plain(text).includes(plain(one)));
  return owners ?? (name && ownersOf(name));
}

export const vendorWords = {
  meta: { type: 'problem', messages: { leaked: '{{text}} belongs to {{owners}}: keep it in the adapter.' } },
  create(context) {
    const file = context.filename.replaceAll('\\', '/');
    if (REGISTRIES.test(file)) return {};
    const look = (node, text) => {
      const owners = vendorOf(text);
      if (owners && !mayUse(file, owners)) context.report({ node, messageId: 'leaked', data: { text, owners } });
    };
    return {
      Identifier: (node) => look(node, node.name),
      PrivateIdentifier: (node) => look(node, node.name),
      Literal: (node) => look(node, String(node.value)),
      TemplateElement: (node) => look(node, node.value.cooked),
    };
  },
};
