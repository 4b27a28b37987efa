import { GATEWAYS } from '../../../src/gateways/registry.js';

/** All chunks that an element ever asks for, but for the languages. */
export async function loadEverything(): Promise<void> {
  await Promise.all([
    import('../../../src/card/index.js'),
    import('../../../src/card/more.js'),
    import('../../../src/card/named-gateway.js'),
    import('../../../src/card/sockets.js'),
    import('../../../src/messages/index.js').then(({ loadMessages }) =>
      Promise.all(['en', 'de'].map((lang) => loadMessages(lang))),
    ),
    import('../../../src/qr/draw.js').then(({ drawPicture }) => drawPicture({ text: '2@warm' })),
    ...Object.values(GATEWAYS).map((load) => load('')),
  ]);
}
