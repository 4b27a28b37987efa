// Speaks as the published extension does to pages in Chromium, and signs with nothing. A person refuses a challenge that says so.
globalThis.chrome.runtime.onMessageExternal.addListener(({ type, challenge }, sender, reply) => {
  if (type === 'waha-passkey-ping') reply({ ok: true });
  if (type !== 'waha-passkey-sign') return;
  if (challenge.userVerification === 'discouraged') reply({ ok: false, error: 'The person has refused' });
  else
    reply({
      ok: true,
      assertion: { id: 'k', rawId: 'k', type: 'public-key', response: { signature: challenge.challenge } },
    });
});
