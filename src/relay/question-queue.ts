import { first } from '../platform/async.js';
import { monotonicNow } from '../platform/clock.js';

/** One question to the gateway; its signal aborts when nobody waits for the answer any more. */
export type GatewayQuestion<T> = (signal: AbortSignal) => Promise<T>;

/**
 * A question that took longer, ms, was lost: a worker ends those of a page that has left, without a word. The slowest one of an
 * adapter waits 65 s for a code, and then 10 s for the state.
 */
const LONGEST_QUESTION = 80_000;

/** Lets one of several processes at a time put its question. `undefined`: there was no need any more when its turn came. */
export interface QuestionExclusion {
  exclusively<T>(work: () => Promise<T>, options: { readonly isNeeded: () => boolean }): Promise<T | undefined>;
}

interface Turn {
  readonly startedAt: number;
  /** Resolves when the question is answered, has failed or was aborted. */
  readonly settled: Promise<void>;
  readonly controller: AbortController;
}

/**
 * Puts one question at a time to a gateway, in the order in which they came. Nothing is kept of a question that waits but its
 * place behind the one under way, so that one whose worker has died stops no other.
 */
export class QuestionQueue {
  readonly #exclusion: QuestionExclusion | undefined;
  #turn: Turn | undefined;
  #isClosed = false;

  constructor(exclusion?: QuestionExclusion) {
    this.#exclusion = exclusion;
  }

  /** Resolves with the question under way. */
  get settled(): Promise<void> | undefined {
    const turn = this.#turn;
    return turn && monotonicNow() - turn.startedAt < LONGEST_QUESTION ? turn.settled : undefined;
  }

  /**
   * Asks as soon as no other question is under way. `undefined`: the question was no longer needed when its turn came, or it was
   * aborted.
   */
  async ask<T>(question: GatewayQuestion<T>, isNeeded = (): boolean => true): Promise<T | undefined> {
    while (isNeeded() && !this.#isClosed) {
      const { settled } = this;
      if (!settled) return this.#begin(question, isNeeded);
      await settled;
    }
    return undefined;
  }

  /**
   * Asks likewise, and resolves after `patience`, ms, at the latest: the question goes on then. A login may keep hundreds of pages
   * waiting, which is why none of them listens to a signal of the login's.
   */
  async askPatiently(patience: number, question: GatewayQuestion<unknown>, isNeeded: () => boolean): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, patience)));
    try {
      await Promise.race([this.ask(question, isNeeded), timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Asks likewise, but aborts the question that it would have to wait for longer than `patience`, ms. */
  async askUrgently<T>(patience: number, question: GatewayQuestion<T>): Promise<T | undefined> {
    const timer = setTimeout(() => this.#turn?.controller.abort(), patience);
    try {
      return await this.ask((signal) => {
        clearTimeout(timer);
        return question(signal);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Aborts the question under way, for one that is more urgent. */
  interrupt(): void {
    this.#turn?.controller.abort();
  }

  /** Aborts the question under way, and asks no more. */
  close(): void {
    this.#isClosed = true;
    this.#turn?.controller.abort();
  }

  #begin<T>(question: GatewayQuestion<T>, isNeeded: () => boolean): Promise<T | undefined> {
    this.#turn?.controller.abort(); // one that was lost
    const controller = new AbortController();
    const { signal } = controller;
    const put = () => answerUnlessAborted(question, signal);
    const answer = this.#exclusion
      ? this.#exclusion.exclusively(put, { isNeeded: () => isNeeded() && !signal.aborted })
      : put();
    const end = () => {
      if (this.#turn === turn) this.#turn = undefined;
    };
    const turn = { startedAt: monotonicNow(), settled: answer.then(end, end), controller };
    this.#turn = turn;
    return answer;
  }
}

async function answerUnlessAborted<T>(question: GatewayQuestion<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await first<T | undefined>(signal, question, untilAborted);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

/** A gateway from outside may not heed its signal; then its answer is not waited for. */
function untilAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
