// A Web Test Runner launcher for WebKitGTK (or Safari): plain WebDriver over fetch, one page, one test file at a time.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** The code points WebDriver gives to keys that print nothing. */
const keys = {
  Alt: '\uE00A',
  ArrowDown: '\uE015',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
  ArrowUp: '\uE013',
  Backspace: '\uE003',
  Control: '\uE009',
  Delete: '\uE017',
  End: '\uE010',
  Enter: '\uE007',
  Escape: '\uE00C',
  Home: '\uE011',
  Meta: '\uE03D',
  Shift: '\uE008',
  Space: ' ',
  Tab: '\uE004',
};
const buttons = { left: 0, middle: 1, right: 2 };

const children = new Set();
process.once('exit', () => children.forEach((child) => child.kill('SIGTERM')));
process.once('SIGTERM', () => process.exit(143));

function start(command, args, options) {
  const child = spawn(command, args, options);
  children.add(child);
  child.once('exit', () => children.delete(child));
  child.unref();
  return child;
}

/** A display of its own for WebKitGTK, which has no headless mode. */
async function startScreen() {
  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const screen = start('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise((resolve, reject) => {
    screen.on('error', reject);
    screen.on('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    screen.stdio[3].once('data', (data) => resolve(String(data).trim()));
  });
  screen.stdio[3].unref?.();
  return { screen, display: `:${number}` };
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer()
      .on('error', reject)
      .listen(0, '127.0.0.1', () => {
        const { port } = server.address();
        server.close(() => resolve(port));
      });
  });

async function answered(url, patience = 20_000) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await fetch(url);
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

const toPoint = (x, y) => ({ type: 'pointerMove', duration: 0, x: Math.round(x), y: Math.round(y) });

export class WebKitLauncher {
  type = 'webdriver';
  concurrency = 1;
  #found;
  #active;
  #opening;
  #origin;
  #session;
  #processes = [];

  /** @param found what findWebkit() returned */
  constructor(found) {
    this.#found = found;
    this.name = found.from;
  }

  async #startDriver() {
    const port = await freePort();
    const env = { ...process.env };
    if (this.#found.needsScreen) {
      const { screen, display } = await startScreen();
      this.#processes.push(screen);
      env.DISPLAY = display;
    }
    const args = this.#found.browser ? [`--port=${port}`] : ['-p', String(port)];
    this.#processes.unshift(start(this.#found.path, args, { stdio: 'ignore', env }));
    this.#origin = `http://127.0.0.1:${port}`;
    await answered(`${this.#origin}/status`);
  }

  async #call(method, path, body) {
    const response = await fetch(`${this.#origin}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  #command(method, path, body) {
    return this.#call(method, `/session/${this.#session}${path}`, body);
  }

  async #open() {
    await this.#startDriver();
    const { browser } = this.#found;
    const alwaysMatch = browser
      ? { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } }
      : { browserName: 'safari' };
    const { sessionId } = await this.#call('POST', '/session', { capabilities: { alwaysMatch } });
    this.#session = sessionId;
  }

  async startSession(id, url) {
    await (this.#opening ??= this.#open());
    await this.setWindowSize(1280, 800).catch(() => {});
    this.#active = id;
    await this.#command('POST', '/url', { url });
  }

  /** Runs the body of a function in the page; what it returns crosses as JSON. */
  evaluate(body) {
    return this.#command('POST', '/execute/sync', { script: body, args: [] });
  }

  isActive(id) {
    return this.#active === id;
  }

  getBrowserUrl() {
    return this.#command('GET', '/url');
  }

  async stopSession() {
    this.#active = undefined;
    await this.#command('POST', '/url', { url: 'about:blank' });
    return { testCoverage: {}, errors: [] };
  }

  startDebugSession(id, url) {
    return this.startSession(id, url);
  }

  async stop() {
    if (this.#session) await this.#command('DELETE', '').catch(() => {});
    this.#session = undefined;
    for (const child of this.#processes) child.kill('SIGTERM');
  }

  // What @web/test-runner-commands asks of a launcher of type 'webdriver'.

  sendKeys(_id, names) {
    const pressed = names.map((name) => keys[name] ?? name);
    const actions = pressed.flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    return this.#command('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  #mouse(actions) {
    const parameters = { pointerType: 'mouse' };
    return this.#command('POST', '/actions', { actions: [{ type: 'pointer', id: 'mouse', parameters, actions }] });
  }

  sendMouseMove(_id, x, y) {
    return this.#mouse([toPoint(x, y)]);
  }

  sendMouseClick(_id, x, y, name = 'left') {
    const button = buttons[name];
    return this.#mouse([toPoint(x, y), { type: 'pointerDown', button }, { type: 'pointerUp', button }]);
  }

  sendMouseDown(_id, name = 'left') {
    return this.#mouse([{ type: 'pointerDown', button: buttons[name] }]);
  }

  sendMouseUp(_id, name = 'left') {
    return this.#mouse([{ type: 'pointerUp', button: buttons[name] }]);
  }

  resetMouse() {
    return this.#command('DELETE', '/actions');
  }

  async takeScreenshot() {
    return Buffer.from(await this.#command('GET', '/screenshot'), 'base64');
  }

  setWindowSize(width, height) {
    return this.#command('POST', '/window/rect', { width, height });
  }
}
