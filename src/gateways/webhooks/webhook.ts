import type { LoginUpdate } from '../../login/login.js';
import { LoginError } from '../../login/login-error.js';

/** Reads the parsed body of a webhook; `undefined` where it says nothing about a login. It never throws. */
export type WebhookReader = (body: unknown) => LoginUpdate | undefined;

/** The factory of a gateway that also sends its news, together with the reader for them. */
export type WithWebhook<Factory> = Factory & {
  /**
   * Reads the parsed body of a webhook of this gateway, for `relay.push()`; `undefined` where it says nothing about a login. Who
   * sent the body must have been checked before.
   */
  readonly readWebhook: WebhookReader;
};

/**
 * A factory with the reader of its gateway's webhooks. Only servers receive webhooks, so that the adapter itself, which is a chunk
 * of the page, does not know them.
 */
export function withWebhook<Options extends unknown[], Made>(
  create: (...options: Options) => Made,
  read: WebhookReader,
): WithWebhook<(...options: Options) => Made> {
  return Object.assign((...options: Options) => create(...options), { readWebhook: refusing(read) });
}

/** What a reader cannot take, such as a picture that is none, is as good as no news: the next question tells. */
function refusing(read: WebhookReader): WebhookReader {
  return (body) => {
    try {
      return read(body);
    } catch (error) {
      if (error instanceof LoginError) return undefined;
      throw error;
    }
  };
}
