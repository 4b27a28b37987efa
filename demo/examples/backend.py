"""The login protocol in Python alone, with Z-API: `PORT=3000 python3 demo/examples/backend.py`"""
import http.server, json, os, re, threading, time, urllib.parse, urllib.request
BASE = "{GATEWAY_URL}/instances/{GATEWAY_INSTANCE}/token/{GATEWAY_TOKEN}/".format(**os.environ)
login, lock = {"codes": 0, "ends": 0, "shown": {"type": "waiting"}}, threading.Lock()  # A pair for each customer.
def ask(path): return json.load(urllib.request.urlopen(BASE + path, timeout=20))
def update_for(wants_qr):
    if ask("status")["connected"]: return {"type": "linked", "account": {"phone": ask("device")["phone"]}}
    is_due = wants_qr and time.time() >= login["ends"]  # Not earlier: asking for a QR code ends the one before.
    if is_due and login["codes"] == 3: return {"type": "expired", "reason": "codes"}  # Nor was the last one scanned.
    if is_due and (text := ask("qr-code").get("value")):
        login.update(codes=login["codes"] + 1, ends=time.time() + 20, shown={"type": "qr", "text": text})
    left, shown = login["ends"] - time.time(), login["shown"]
    return {**shown, "expiresIn": left} if left > 0 and (wants_qr or shown["type"] == "code") else {"type": "waiting"}
def obey(command):
    if command["type"] == "restart": login.update(codes=0, ends=login["ends"] if login["shown"]["type"] == "qr" else 0)
    elif code := ask("phone-code/" + re.fullmatch(r"\d{8,15}", command["phone"])[0]).get("code"):
        login.update(ends=time.time() + 150, shown={"type": "code", "code": code})
    return {"type": "error", "code": "code-refused"} if "phone" in command and not code else update_for(True)
def answer(body, query):
    with lock: update = obey(json.loads(body)) if body else update_for(query.get("want") != "state")  # One at a time.
    return {**update, "version": str(hash(repr({**update, "expiresIn": 0})))}
class Backend(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if "session=demo" not in self.headers.get("Cookie", ""): return self.send_error(401)  # Your session check.
        query = dict(urllib.parse.parse_qsl(self.path.partition("?")[2]))
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            until = time.time() + min(20, float(query.get("wait", 0)))  # Whoever knows all waits for news.
            while (update := answer(body, query))["version"] == query.get("seen") and time.time() < until: time.sleep(1)
        except OSError as error:  # After 503 the page tries again by itself. It must never see the gateway's own 429.
            if getattr(error, "code", 503) >= 429: return self.send_error(503)
            update = {"type": "error", "code": "config"}
        except (KeyError, TypeError, ValueError): return self.send_error(400)
        self.send_response(200)
        for header in (("Content-Type", "application/json"), ("Cache-Control", "no-store")): self.send_header(*header)
        self.end_headers()
        self.wfile.write(json.dumps(update).encode())
    do_POST = do_GET
http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Backend).serve_forever()
