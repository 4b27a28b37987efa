/** The requests of pages that wait for news, so that the host can be told on whose behalf it came. */
export class WaitingRequests {
  readonly #requests = new Set<Request>();

  /** The one that came last. */
  get latest(): Request | undefined {
    return [...this.#requests].at(-1);
  }

  add(request: Request | undefined): void {
    if (request) this.#requests.add(request);
  }

  remove(request: Request | undefined): void {
    if (request) this.#requests.delete(request);
  }

  /** Notes the request for as long as it is being answered. That of a socket, which may ask for more, is noted before and after. */
  async during<T>(request: Request | undefined, answer: () => Promise<T>): Promise<T> {
    if (!request || this.#requests.has(request)) return answer();
    this.add(request);
    try {
      return await answer();
    } finally {
      this.remove(request);
    }
  }
}
