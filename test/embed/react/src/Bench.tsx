import { useEffect, useRef, useState } from 'react';
import type { WaQrLogin } from 'wa-qr-login/react';
import { begin, entry, expose, initial, type Account, type Entry, type LoginEvent, type State } from './state.js';

type Hear = (event: LoginEvent) => void;

export function Bench() {
  const [state, setState] = useState(initial);
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  useEffect(() => expose((change) => setState((before) => ({ ...before, ...change }))), []);
  const hear: Hear = (event) => setEntries((before) => [...before, entry(event)]);
  return (
    <>
      {state.view === 'properties' && <ByProperty state={state} hear={hear} />}
      {state.view === 'attributes' && <ByAttribute state={state} />}
      {state.view === 'imperative' && <Imperative state={state} hear={hear} />}
      {state.view === 'list' && <List list={state.list} hear={hear} />}
      <ol>
        {entries.map(({ key, type, detail }) => (
          <li key={key} data-type={type}>
            {detail}
          </li>
        ))}
      </ol>
    </>
  );
}

const ByProperty = ({ state, hear }: { state: State; hear: Hear }) => (
  <wa-qr-login
    style={state.hidden ? { display: 'none' } : {}}
    backendUrl={state.backendUrl}
    gateway={state.gateway}
    appName={state.appName}
    maxCodes={state.maxCodes}
    manual={state.manual}
    headers={state.headers}
    messages={state.messages}
    onstatechange={hear}
    onlinked={hear}
    onexpired={hear}
    onerror={hear}
  >
    <span slot="footer">{state.footer}</span>
  </wa-qr-login>
);

const ByAttribute = ({ state }: { state: State }) => (
  <wa-qr-login backend-url={state.backendUrl} app-name={state.appName} max-codes={state.maxCodes} theme="dark" manual />
);

/** React's development build runs this effect twice, because the app uses StrictMode. */
function Imperative({ state, hear }: { state: State; hear: Hear }) {
  const login = useRef<WaQrLogin>(null);
  useEffect(() => (login.current ? begin(login.current, hear) : undefined), []);
  return <wa-qr-login ref={login} backend-url={state.backendUrl} manual />;
}

const List = ({ list, hear }: { list: readonly Account[]; hear: Hear }) =>
  list.map(({ instance, token, origin }) => (
    <wa-qr-login
      key={instance}
      id={`login-${instance}`}
      gateway="green-api"
      backend-url={origin}
      instance={instance}
      token={token}
      onstatechange={hear}
    />
  ));
