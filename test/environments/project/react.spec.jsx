// The same with React’s component.
import { createElement, act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, it } from 'vitest';
import { WaQrLogin } from 'wa-qr-login/react';

globalThis.IS_REACT_ACT_ENVIRONMENT = true;
afterEach(() => document.body.replaceChildren());

it('calls its listeners, and gives its element to a ref', async () => {
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  const heard = [];
  const ref = { current: null };
  const props = {
    ref,
    appName: 'Acme',
    manual: true,
    className: 'wide',
    onStateChange: ({ detail }) => heard.push(detail.status),
    onError: ({ detail }) => heard.push(detail.code),
  };
  await act(async () => root.render(createElement(WaQrLogin, props)));
  expect(ref.current).toBe(place.querySelector('wa-qr-login'));
  expect([ref.current.appName, ref.current.className]).toEqual(['Acme', 'wide']);
  ref.current.start();
  while (ref.current.status !== 'error') await new Promise((resolve) => setTimeout(resolve, 10));
  expect(heard).toEqual(['waiting', 'error', 'config']);
  await act(async () => root.unmount());
  expect([ref.current, place.childElementCount]).toEqual([null, 0]);
});
