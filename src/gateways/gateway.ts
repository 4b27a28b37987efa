import type { Account, Limits, LoginMethod, LoginRequest, LoginUpdate, PasskeyAssertion } from '../login/login.js';

/** How often a gateway is asked, and for how long; all times in ms. */
export interface Pace extends Limits {
  /** Between two answers of a QR run. */
  readonly every: number;
  /**
   * When the QR code is asked for. `answer`: always, because each answer may hold it and costs nothing. `life`: when the code on
   * screen ends, because asking kills it. `turn`: likewise when it ends, because asking is harmless but better done seldom; a code
   * whose age is unknown is asked for every few seconds until the next one has taken its turn.
   */
  readonly qr: 'answer' | 'life' | 'turn';
  /** How long after a code came nobody can have scanned it, so that the state is not asked for. */
  readonly quiet?: number;
  /** An answer may be held until there is news, so the pause before the next question counts from when the last one was asked. */
  readonly held?: boolean;
  /** Its QR codes are replaced at regular times, each after its life (`life`, `lives`), so that the next change can be foretold. */
  readonly regular?: boolean;
  /** Between two questions near the end of a code, where the QR code is asked for once per life. */
  readonly hurried?: number;
  /**
   * How long the gateway may say that no login is under way, although a code was shown, because it is finishing the one that was
   * scanned. In this time it is not started again, which would log the phone in twice (README, "Between scan and link").
   */
  readonly settle?: number;
  /**
   * How long the gateway needs to tell that a code was scanned, where the question for the next code drops that login: so long
   * after the end of a code only the state is asked for.
   */
  readonly lateScan?: number;
  /** The gateway's own limits: never faster than this, whatever `poll-interval` says. */
  readonly fastest: { readonly qr: number; readonly state: number };
}

/** A gateway as the login sees it: questions in, updates out. Knows no DOM. */
export interface Gateway {
  /** Equal keys mean the same account with the same rights. It is never logged. Without one nothing is shared between requests. */
  readonly key?: string;
  /**
   * What it was made from, where it has no key: a page may make a gateway anew in each of its renders, and goes on with its login
   * where the new one equals the old one in this. Nothing is shared by it. It is never logged.
   */
  readonly source?: string;
  readonly methods: readonly LoginMethod[];
  /**
   * Whether a page may ask it without a backend, and what its credentials can do, in the words of the README's table: developers
   * who put them into a page read it in the console. Left out where there are credentials made for a page.
   */
  readonly caution?: string;
  readonly pace: Pace;
  /** Its QR codes are pictures, so that no encoder is needed. */
  readonly pictures?: boolean;
  /** The host hands its news to `relay.push`, from a webhook for one, so that the relay asks only now and then. */
  readonly pushed?: boolean;
  /**
   * Asks for a QR code; may cost one. `seen`: the `version` of the last update, where it had one; the answer may then wait until
   * there is another.
   */
  qr(signal: AbortSignal, seen?: string): Promise<LoginUpdate>;
  /** Asks how the login stands, which costs nothing. `undefined`: nothing new. */
  state(signal: AbortSignal, seen?: string): Promise<LoginUpdate | undefined>;
  /** Starts a login where the gateway has none under way (`idle`), and says how it stands then. */
  start?(signal: AbortSignal): Promise<LoginUpdate>;
  /**
   * Asks for a pairing code, which rings the phone: never retried. `phone`: digits only. `waiting` and `starting` mean that the
   * gateway was not ready and nothing was asked: it is called again.
   */
  code?(phone: string, signal: AbortSignal): Promise<LoginUpdate>;
  /**
   * Called once where the gateway has said for longer than `pace.settle` that no login is under way, although a code was shown: for
   * a gateway that may have to be told to go on after a scan. By then it cannot log the phone in twice.
   */
  resume?(signal: AbortSignal): Promise<LoginUpdate>;
  /** Does whatever the gateway needs to begin anew: the person asked for new codes after the last ones. */
  restart?(signal: AbortSignal): Promise<LoginUpdate>;
  /** Who was linked, where a `linked` update does not say it by itself. */
  account?(signal: AbortSignal): Promise<Account>;
  /** For a gateway that reports a passkey's `challenge` and takes what the person's browser answers. */
  readonly passkey?: PasskeyCeremony;
  readonly socket?: GatewaySocket | undefined;
}

/** The end of a login for which WhatsApp wants a passkey. Each call says how the login stands then. */
export interface PasskeyCeremony {
  /** Hands over the assertion of the person's passkey (`PublicKeyCredential.toJSON()`). It is kept nowhere. */
  answer(assertion: PasskeyAssertion, signal: AbortSignal): Promise<LoginUpdate>;
  /** The person has compared the code of `confirm` with the one on the phone. */
  confirm(signal: AbortSignal): Promise<LoginUpdate>;
}

export interface GatewaySocket {
  readonly url: string;
  readonly WebSocket: typeof WebSocket;
  /** Reads one frame; `undefined`: nothing new. */
  read(frame: unknown, signal: AbortSignal): Promise<LoginUpdate | undefined>;
  /** Several may be open at a time. Without it the former one must have been closed for a second. */
  readonly several?: boolean;
  /**
   * Where requests are sent over the socket: its address and first frame for a request. Without it a login by pairing code polls,
   * and a restart goes by HTTP.
   */
  opening?(request: LoginRequest, wants: 'qr' | 'state'): { readonly url: string; readonly frame: string };
}

/** What an adapter asks with: the platform's own, unless somebody hands in others. */
export interface Platform {
  readonly fetch?: typeof fetch;
  readonly WebSocket?: typeof WebSocket;
}

/** What a page or a host says about its account. Each adapter takes what it needs and ignores the rest. */
export interface GatewaySettings extends Platform {
  /** The gateway's address, or that of a proxy in front of it that adds the credentials. */
  readonly backendUrl?: string | undefined;
  /** The gateway's instance, session or device. */
  readonly instance?: string | undefined;
  /** The key that the gateway asks for. */
  readonly token?: string | undefined;
  /** An account's second key, where the gateway has one. */
  readonly clientToken?: string | undefined;
  /** The scheme before the key in an `Authorization` header, where the gateway has more than one form of it. */
  readonly authScheme?: string | undefined;
  /** Which of two QR addresses is called, where the gateway has both; as a function it may change while a login runs. */
  readonly qrFormat?: QrFormat | (() => QrFormat) | undefined;
  /** Host or origin of the gateway's own QR page, where it has one. */
  readonly qrDomain?: string | undefined;
}

export type QrFormat = 'text' | 'image';
