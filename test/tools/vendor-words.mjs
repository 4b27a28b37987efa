// An ESLint rule: the names and words of a vendor may only stand in its adapter, in its folder of the simulator and in the
// two registries. Comments are not looked at.
import { readFileSync } from 'node:fs';

/** Words from the answers and addresses of a vendor, by the files that may use them. A new gateway may add its own. */
const WORDS = {
  'green-api': [
    ...['accountData', 'alreadyLogged', 'passkeyRequired', 'PassKeyRequire'],
    ...['stateInstance', 'timeoutExpired', 'waInstance'],
    ...['getAuthorizationCode', 'getStateInstance', 'getWaSettings', 'scanqrcode', 'QUOTE_EXCEEDED'],
  ],
  // These words are whatsapp-web.js's own, or common.
  'green-api|wwebjs|wppconnect': ['pushname', 'wid'],
  'green-api|openwa': ['qrCode'],
  // The simulator's scripts use these names of states for both.
  'green-api|z-engine': ['notAuthorized', 'sleepMode', 'yellowCard'],
  // Evolution Go is named after Evolution API, by the same vendor.
  'evolution|evolution-go': ['LICENSE_REQUIRED'],
  // The extension's messages are named after the gateway whose makers have published it.
  'waha|passkey-extension': ['waha-passkey'],
  // PlugChat runs the same engine as Z-API.
  'z-api|plugchat|z-engine': ['smartphoneConnected', 'Client-Token', 'phone-code', 'extension-token'],
};

/** The registries name every gateway, and the two index files export what is in them. */
const REGISTRIES = /(?:gateways\/(?:registry|index)|simulator\/(?:dialects|index))\.ts$/;

/** The names of the gateways, read from the registry. */
const registry = readFileSync(new URL('../../src/gateways/registry.ts', import.meta.url), 'utf8');
const names = Array.from(registry.matchAll(/^ {2}'?([\w-]+)'?: \(_fragment\)/gm), ([, name]) => name);
// The longest first, because the names of some contain those of others.
names.sort((a, b) => b.length - a.length);

const ownersOf = (name) => Object.keys(WORDS).find((owners) => owners.split('|').includes(name)) ?? name;
const mayUse = (file, owners) =>
  new RegExp(`/(?:gateways(?:/webhooks)?|simulator)/(?:${owners})(?:\\.ts$|/)`).test(file);
const plain = (text) => text.toLowerCase().replace(/[^a-z]/g, '');

/** The files that may use this identifier or text, if it belongs to a vendor. */
function ownersOfWord(text) {
  const owners = Object.keys(WORDS).find((key) =>
    WORDS[key].some((word) => new RegExp(`(?<!\\w)${word}(?!\\w)`).test(text)),
  );
  const name = names.find((one) => plain(text).includes(plain(one)));
  return owners ?? (name && ownersOf(name));
}

export const vendorWords = {
  meta: { type: 'problem', messages: { leaked: '{{text}} may only stand in files of {{owners}}.' } },
  create(context) {
    const file = context.filename.replaceAll('\\', '/');
    if (REGISTRIES.test(file)) return {};
    const look = (node, text) => {
      const owners = ownersOfWord(text);
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
