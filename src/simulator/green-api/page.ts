/** How often the page asks, in ms. The vendor's documents recommend once a second. */
const ASK_EVERY = 1_000;

/**
 * The gateway's own page, to be framed. Like the real one it shows nothing before a click, tells nobody how it went,
 * and loads for ever when the credentials are wrong. Both come from a parsed path, where quotation marks, angle
 * brackets and backslashes cannot stand.
 */
export function hostedPage(instance: string, token: string): Response {
  const body = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>QR code</title></head>
  <body>
    <button>Get QR</button>
    <p hidden>Loading…</p>
    <img alt="QR code" width="276" height="276" hidden>
    <script>
      const [button, text, image] = document.body.children;
      async function show() {
        const { type, message } = await (await fetch("/waInstance${instance}/qr/${token}")).json();
        image.hidden = type !== 'qrCode';
        text.hidden = type === 'qrCode';
        if (type === 'qrCode') image.src = 'data:image/png;base64,' + message;
        else text.textContent = message;
      }
      button.onclick = () => {
        button.hidden = true;
        text.hidden = false;
        setInterval(() => show().catch(() => {}), ${ASK_EVERY});
      };
    </script>
  </body>
</html>
`;
  return new Response(body, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}
