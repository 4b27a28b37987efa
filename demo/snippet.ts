import { DEFAULTS as CHOICES } from './gateways.js';

/** The attributes that a page would write: not the simulator's address and credentials. */
const SHOWN = ['gateway', 'app-name', 'transport', 'method', 'qr-format', 'phone', 'theme', 'lang'];
/** Needless to write. */
const DEFAULTS: Readonly<Record<string, string>> = { ...CHOICES, theme: 'auto', lang: 'en' };

/** What to write for the element as it is now. The address stands for a proxy that adds the gateway's credentials. */
export function snippet(login: Element): string {
  const attributes = SHOWN.map((name) => [name, login.getAttribute(name)] as const)
    .filter(([name, value]) => value && value !== DEFAULTS[name])
    .map(([name, value]) => `  ${name}="${escaped(String(value))}"`);
  return `<wa-qr-login
  backend-url="/whatsapp"
${attributes.join('\n')}
></wa-qr-login>

<script type="module">
  import 'wa-qr-login';

  const login = document.querySelector('wa-qr-login');
  login.addEventListener('linked', ({ detail }) => {
    console.log(detail.account);
  });
</script>`;
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
