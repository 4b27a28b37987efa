/** A socket whose other end is the test. */
export class ScriptedSocket extends EventTarget {
  static readonly made: ScriptedSocket[] = [];
  readonly CLOSED = 3;
  readyState = 0;
  readonly sent: string[] = [];
  constructor() {
    super();
    ScriptedSocket.made.push(this);
  }
  send(frame: string): void {
    this.sent.push(frame);
  }
  close(): void {
    this.isClosed(1005);
  }
  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  says(update: object): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(update) }));
  }
  isClosed(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}
