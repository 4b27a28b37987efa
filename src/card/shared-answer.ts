import type { LoginUpdate } from '../login/login.js';
import { first } from '../platform/async.js';
import { monotonicNow } from '../platform/clock.js';

/** Two elements that ask within this time get the same answer, ms. No gateway wants to be asked more often. */
const FRESH_FOR = 300;

type News = LoginUpdate | undefined;

interface Question {
  readonly answer: Promise<News>;
  readonly controller: AbortController;
  askers: number;
}

/** One question to a gateway, and its answer, for all who ask it at a time. */
export class SharedAnswer {
  #question: Question | undefined;
  #last: { readonly update: News; readonly at: number } | undefined;
  readonly #make: (signal: AbortSignal) => Promise<News>;
  readonly #lastsForLife: boolean;

  /** `lastsForLife`: each question costs a code, so an answer with one is shared as long as that code lives. */
  constructor(make: (signal: AbortSignal) => Promise<News>, lastsForLife: boolean) {
    this.#make = make;
    this.#lastsForLife = lastsForLife;
  }

  /** Rejects when `signal` aborts; the question goes on as long as somebody else waits for it. */
  async ask(signal: AbortSignal): Promise<News> {
    signal.throwIfAborted();
    const known = this.#known();
    if (known) return known.update;
    const question = (this.#question ??= this.#start());
    question.askers++;
    try {
      return await first(
        signal,
        () => question.answer,
        (s) => untilAborted(s),
      );
    } finally {
      if (--question.askers === 0) question.controller.abort();
    }
  }

  forget(): void {
    this.#question = undefined;
    this.#last = undefined;
  }

  #start(): Question {
    const controller = new AbortController();
    const answer = this.#make(controller.signal).then((update) => {
      if (this.#question === question) this.#last = { update, at: monotonicNow() };
      return update;
    });
    const question: Question = { answer, controller, askers: 0 };
    const over = () => {
      if (this.#question === question) this.#question = undefined;
    };
    answer.then(over, over);
    return question;
  }

  #known(): { readonly update: News } | undefined {
    if (!this.#last) return undefined;
    const { update, at } = this.#last;
    const age = monotonicNow() - at;
    if (this.#lastsForLife && update?.type === 'qr' && update.expiresIn !== undefined) {
      const expiresIn = update.expiresIn - age / 1000;
      return expiresIn > 0 ? { update: { ...update, expiresIn } } : undefined;
    }
    return age < FRESH_FOR ? { update } : undefined;
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
}
