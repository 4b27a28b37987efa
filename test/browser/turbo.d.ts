/** Turbo brings no types; this is what the tests use of it. */
declare module '@hotwired/turbo' {
  export function renderStreamMessage(message: string): void;
}
