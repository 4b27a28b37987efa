import type { Gateway, LoginMethod, LoginUpdate } from '../../src/index.js';

type Answer = LoginUpdate | (() => Promise<LoginUpdate>);

/** A request that is never answered. */
export const never = (): Promise<never> => new Promise(() => undefined);

/** A code that lives for a minute. */
export const QR: LoginUpdate = { type: 'qr', text: '2@abc,def', expiresIn: 60 };

/** A gateway without a network: it answers what the test tells it to. */
export class ScriptedGateway implements Gateway {
  readonly methods: readonly LoginMethod[];
  readonly pace: Gateway['pace'];
  /** What it was asked, in order. */
  readonly asked: ('qr' | 'state' | 'code')[] = [];
  /** The numbers that it was asked for a pairing code with. */
  readonly phones: string[] = [];
  answer: Answer;

  constructor(
    answer: Answer,
    {
      methods = ['qr', 'code'],
      pace = {},
    }: Partial<Pick<Gateway, 'methods'>> & { pace?: Partial<Gateway['pace']> } = {},
  ) {
    this.answer = answer;
    this.methods = methods;
    this.pace = {
      every: 20,
      qr: 'answer',
      fastest: { qr: 20, state: 20 },
      codes: 3,
      window: 1e6,
      patience: 1e6,
      grace: 0,
      ...pace,
    };
  }

  qr = (): Promise<LoginUpdate> => this.#ask('qr');
  state = (): Promise<LoginUpdate> => this.#ask('state');
  code = (phone: string): Promise<LoginUpdate> => {
    this.phones.push(phone);
    return this.#ask('code');
  };

  #ask(question: 'qr' | 'state' | 'code'): Promise<LoginUpdate> {
    this.asked.push(question);
    return typeof this.answer === 'function' ? this.answer() : Promise.resolve(this.answer);
  }
}
