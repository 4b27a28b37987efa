import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { scripted, states } from '../../demo/gallery-states.js';
import { until } from '../browser/world.js';

interface Node {
  readonly nodeId: string;
  readonly parentId?: string;
  readonly childIds?: readonly string[];
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
}

const cdp = <Result>(method: string, params: unknown) =>
  executeServerCommand<Result, { method: string; params: unknown }>('cdp', { method, params });

/** What a screen reader goes through, in order: role and name of all that has one of its own. */
async function reading(): Promise<string[]> {
  const { result } = await cdp<{ result: { nodes: readonly Node[] } }>('Accessibility.getFullAXTree', {});
  const { nodes } = result;
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  const walk = (node: Node | undefined): void => {
    if (!node) return;
    const { role, name } = node;
    const isRead =
      !node.ignored && !['RootWebArea', 'generic', 'InlineTextBox', 'ListMarker', 'none'].includes(role?.value ?? '');
    if (isRead && name?.value.trim()) lines.push(`${role?.value}: ${name.value.trim()}`);
    for (const id of node.childIds ?? []) walk(byId.get(id));
  };
  walk(nodes.find(({ parentId }) => !parentId));
  return lines;
}

async function read(name: string): Promise<string[]> {
  const { attributes, after } = states[name]!;
  const element = document.createElement('wa-qr-login');
  for (const [key, value] of Object.entries({ 'app-name': 'Acme CRM', method: 'qr', lang: 'en', ...attributes }))
    element.setAttribute(key, value);
  element.gateway = scripted(states[name]!);
  document.body.replaceChildren(element);
  await until(() => element.shadowRoot?.querySelector('h2'), 'words');
  await after?.(element);
  await until(
    () => element.shadowRoot?.querySelector(name.startsWith('qr') ? '.qr > *' : (WANTED[name] ?? 'h2')),
    name,
  );
  const lines = await reading();
  element.remove();
  return lines;
}

const WANTED: Readonly<Record<string, string>> = {
  'form-number': '#calling-code',
  code: '[part=code]',
  linked: '[part=account]',
  'error-quota': '[part=support]',
  expired: '.over',
};

/** What must be heard in each state, in this order; what else there is stands between. */
const HEARD: Readonly<Record<string, readonly string[]>> = {
  qr: [
    'heading: Link WhatsApp to Acme CRM',
    'StaticText: Takes about 20 seconds. Have your phone in hand.',
    'group: Ways to link',
    'button: QR code',
    'button: Phone number',
    'image: QR code to link your WhatsApp',
    'button: Enlarge the QR code',
    'StaticText: Renews by itself, no hurry',
    'StaticText: Linked devices',
    'StaticText: Scan this QR code',
    'StaticText: The QR code is ready',
  ],
  'form-number': [
    'heading: Link WhatsApp to Acme CRM',
    'textbox: Your WhatsApp number',
    'button: Get the code',
    'heading: Then, in WhatsApp',
  ],
  code: [
    'heading: Enter this code in WhatsApp',
    'StaticText: ending in 9 9 9 9',
    'button: Change number',
    'StaticText: Pairing code: A B C D 1 2 3 4',
    'button: Copy code',
    'StaticText: Link with phone number instead',
    'StaticText: The pairing code is ready',
  ],
  linked: [
    'heading: WhatsApp is linked to Acme CRM',
    'StaticText: Ana',
    'StaticText: ending in 9 9 9 9',
    'StaticText: WhatsApp is linked',
  ],
  expired: [
    'heading: Link WhatsApp to Acme CRM',
    'StaticText: The code has expired',
    'button: Get a new code',
    'StaticText: The code has expired',
  ],
  'error-quota': ['heading: Link WhatsApp to Acme CRM', 'StaticText: That did not work', 'StaticText: quota'],
};

describe('what a screen reader reads', () => {
  for (const [name, wanted] of Object.entries(HEARD))
    it(`in ${name} is said in order, and nothing twice`, async () => {
      const lines = await read(name);
      let from = 0;
      for (const line of wanted) {
        const at = lines.indexOf(line, from);
        expect(
          at,
          `${line} after ${wanted[wanted.indexOf(line) - 1] ?? 'nothing'} in\n${lines.join('\n')}`,
        ).to.be.at.least(from);
        from = at + 1;
      }
      expect(lines.join('\n')).not.to.match(/•|2@|: [1-4]$/m);
      const named = lines.filter((line) => /^(button|textbox|heading|image|group)/.test(line));
      expect(named).to.deep.equal([...new Set(named)]);
    });
});
