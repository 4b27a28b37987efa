import { uazapi } from '../../../src/gateways/uazapi.js';
import { describeCodeLogins, describeLogins, PHONE, type LoginSubject } from './login-suite.js';

const subject: LoginSubject = {
  gateway: 'uazapi',
  create: uazapi,
  who: { id: `${PHONE}@s.whatsapp.net`, phone: PHONE, name: 'Ana' },
  starts: ({ method, body }) => method === 'connect' && !('phone' in (body as object)),
  rings: ({ method, body }) => method === 'connect' && 'phone' in (body as object),
  codeWhileShown: 14_000,
  codeUnused: 14_000,
  codesEnd: 160_000,
  faults: [
    ['unauthorized', 'unauthorized'],
    ['not-found-json', 'not-found'],
    ['error-500', 'unavailable, transient'],
    ['html', 'bad-response, transient'],
    ['half-clean', 'bad-response, transient'],
    ['reset', 'unavailable, transient'],
    ['null', 'bad-response'],
  ],
};

describeLogins(subject);
describeCodeLogins({ ...subject, script: { paircodeComes: 'status' } });
