import type { Element, Named } from './manifest-element.js';

type Row = readonly string[];

/** The README's reference, by the name in its marker. */
export function tablesOf(element: Element, errorCodes: readonly string[]): Readonly<Record<string, string>> {
  const { attributes, events, slots, cssParts, cssProperties, cssStates } = element;
  const fields = element.members.filter(({ kind, attribute, readonly }) => kind === 'field' && !attribute && !readonly);
  const methods = element.members.filter(({ kind }) => kind === 'method');
  return {
    attributes: table(
      ['attribute', 'value', 'what', 'default'],
      attributes.map((one) => [code(one.name), valueOf(one), one.description, defaultOf(one)]),
    ),
    properties: table(
      ['property', 'type', 'what'],
      fields.map((one) => [code(one.name), code(one.type?.text ?? ''), one.description]),
    ),
    methods: table(
      ['method', 'what'],
      methods.map((one) => {
        const parameters = (one.parameters ?? []).map(({ name }) => name).join(', ');
        return [code(`${one.static ? `${element.name}.` : ''}${one.name}(${parameters})`), one.description];
      }),
    ),
    events: table(['event', '`detail`'], events.map(described)),
    'error-codes': errorCodes.map(code).join(', '),
    statuses: table(['status', 'on screen'], cssStates.map(described)),
    'custom-properties': table(
      ['custom property', 'what', 'default'],
      cssProperties.map((one) => [...described(one), code(one.default ?? '')]),
    ),
    parts: table(['part', 'what'], cssParts.map(described)),
    slots: table(['slot', 'what'], slots.map(described)),
  };
}

const code = (text: string): string => `\`${text}\``;

const described = ({ name, description }: Named): Row => [code(name), description];

function table(head: Row, rows: readonly Row[]): string {
  return [head, head.map(() => '---'), ...rows].map(line).join('\n');
}

const line = (cells: Row): string =>
  `| ${cells.map((cell) => cell.replace(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;

/** The values there are, the default first. */
function valueOf({ type, default: usual }: Named): string {
  const text = type?.text ?? '';
  if (!text.startsWith("'")) return { boolean: 'flag', string: 'text' }[text] ?? text;
  const values = text.split(' | ').sort((a, b) => Number(b === usual) - Number(a === usual));
  return values.map((value) => code(value.slice(1, -1))).join(', ');
}

function defaultOf({ default: usual }: Named): string {
  if (usual === undefined) return '–';
  if (usual === 'false') return 'off';
  return usual.startsWith("'") ? code(usual.slice(1, -1)) : usual;
}
