<?php // The login protocol in PHP alone, with Green API: `php -S 127.0.0.1:3000 demo/examples/backend.php`
session_start(); // PHP lets one request of a session run at a time, so the gateway is asked one question at a time.
if (($_COOKIE['session'] ?? '') !== 'demo') answer([], 401); // Your session check.
$command = $_SERVER['REQUEST_METHOD'] === 'POST' ? json_decode(file_get_contents('php://input'), true) : ['type' => 'get'];
$wanted = $command['type'] ?? '';
if ($wanted === 'restart') $_SESSION['seen'] = $_SESSION['code'] = [];
elseif ($wanted === 'code') requestCode((string) ($command['phone'] ?? ''));
elseif ($wanted !== 'get') answer(['type' => 'error', 'code' => 'config'], 400);
$state = ask('getStateInstance')['stateInstance'] ?? '';
if ($state === 'authorized') answer(['type' => 'linked', 'account' => ['phone' => (string) ask('getWaSettings')['phone']]]);
if ($state === 'blocked') answer(['type' => 'error', 'code' => 'inactive']);
[$code, $endsAt] = ($_SESSION['code'] ?? []) ?: ['', 0];
if (time() < $endsAt) answer(['type' => 'code', 'code' => $code, 'expiresIn' => $endsAt - time()]);
if (($_GET['want'] ?? 'qr') === 'state' && $wanted === 'get') answer(['type' => 'waiting']);
if ((($qr = ask('qr'))['type'] ?? '') !== 'qrCode') answer(['type' => 'waiting']);
$_SESSION['seen'][md5($qr['message'])] = true; // The gateway does not count the codes, so we do.
if (count($_SESSION['seen']) > 5) answer(['type' => 'expired', 'reason' => 'codes']);
answer(['type' => 'qr', 'image' => "data:image/png;base64,{$qr['message']}", 'expiresIn' => 20]);
function requestCode(string $phone): void {
  if (!preg_match('/^\d{8,15}$/', $phone)) answer(['type' => 'error', 'code' => 'invalid-phone'], 400);
  $code = ask('getAuthorizationCode', ['phoneNumber' => (int) $phone])['code'] ?? '';
  if (!$code) answer(['type' => 'error', 'code' => 'code-refused']);
  $_SESSION['code'] = [$code, time() + 150];
}
function ask(string $method, ?array $body = null): array {
  [$url, $instance, $token] = array_map('getenv', ['GATEWAY_URL', 'GATEWAY_INSTANCE', 'GATEWAY_TOKEN']);
  $post = ['method' => 'POST', 'header' => 'Content-Type: application/json', 'content' => json_encode($body)];
  $http = ['timeout' => 20, 'ignore_errors' => true] + ($body ? $post : []);
  $text = @file_get_contents("$url/waInstance$instance/$method/$token", false, stream_context_create(['http' => $http]));
  $status = (int) explode(' ', $http_response_header[0] ?? ' 503')[1];
  if ($status >= 500) answer([], 503); // The page tries again by itself.
  if ($status === 401 || $status === 403) answer(['type' => 'error', 'code' => 'config']); // Ours, not the page's session.
  return json_decode($text, true) ?? []; // Empty after 429, which the page must never see: it is told `waiting`.
}
function answer(array $update, int $status = 200): never {
  http_response_code($status);
  foreach (['Content-Type: application/json', 'Cache-Control: no-store'] as $line) header($line);
  exit(json_encode($update));
}
