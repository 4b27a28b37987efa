import type { FirstMessages } from './en.js';

// "リンク済みデバイス", "デバイスをリンク" and "電話番号でリンク" are in several public guides to the phone's menu and copies of WhatsApp Web;
// "メニュー" and "設定" are in one copy.
// These are our own translation and were not seen on a phone: "パスキー".
// The notification of a pairing code is described and not quoted, because its words in Japanese were not seen.
export const texts: FirstMessages = {
  lang: 'ja',
  dir: 'ltr',
  title: 'WhatsAppを{app}にリンク',
  titleWithoutApp: 'WhatsAppをリンク',
  intro: '約20秒で完了します。スマートフォンをご用意ください。',
  step1: 'スマートフォンで*WhatsApp*を開く',
  step2Android: '*メニュー*\u00a0{menu}をタップ',
  step2Iphone: '*設定*\u00a0{settings}をタップ',
  step3: '*リンク済みデバイス*、*デバイスをリンク*の順にタップ',
  step4: 'このQRコードをスキャン',
  ways: 'リンクの方法',
  byQr: 'QRコード',
  byPhone: '電話番号',
  qrLabel: 'WhatsAppをリンクするQRコード',
  ready: 'QRコードの準備ができました',
  waiting: 'コードを取得しています…',
  waitingLong: '数分かかることがあります。このページを開いたままにしてください。',
  reconnecting: '再接続しています…',
  renews: '自動で更新されます',
  lastCode: '最後のコード · {time}',
  endsSoon: 'コードの有効期限まであと10秒です',
  enlarge: 'QRコードを拡大',
  shrink: 'QRコードを縮小',
  expired: 'コードの有効期限が切れました',
  expiredHint: 'スマートフォンをご用意のうえ、新しいコードを取得してください。',
  help: 'お困りですか？',
  newCode: '新しいコードを取得',
  tryAgain: 'もう一度試す',
  start: 'QRコードを表示',
  allows: 'リンクすると、{app}があなたの番号でWhatsAppのメッセージを読み、送信できるようになります。',
  allowsWithoutApp: 'リンクすると、このサービスがあなたの番号でWhatsAppのメッセージを読み、送信できるようになります。',
  undo: 'WhatsAppの*リンク済みデバイス*からいつでも解除できます。',
  error: '完了できませんでした',
};
