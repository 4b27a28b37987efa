import type { FirstMessages } from './en.js';

// 「已連結的裝置」 and 「改用電話號碼連結」 are in two public guides to the phone's menu, 「選單」 and 「設定」 in one copy of WhatsApp Web.
// These are our own translation and were not seen on a phone: 「連結裝置」.
// 「密碼金鑰」 is Android's own word for a passkey, not seen in WhatsApp.
// The notification of a pairing code is described and not quoted, because its words in Chinese were not seen.
export const texts: FirstMessages = {
  lang: 'zh-TW',
  dir: 'ltr',
  title: '將 WhatsApp 連結至 {app}',
  titleWithoutApp: '連結你的 WhatsApp',
  intro: '大約需要 20 秒，請準備好手機。',
  step1: '在手機上開啟 *WhatsApp*',
  step2Android: '點按*選單*\u00a0{menu}',
  step2Iphone: '點按*設定*\u00a0{settings}',
  step3: '依序點按*已連結的裝置*和*連結裝置*',
  step4: '掃描此 QR 碼',
  ways: '連結方式',
  byQr: 'QR 碼',
  byPhone: '電話號碼',
  qrLabel: '用於連結你的 WhatsApp 的 QR 碼',
  ready: 'QR 碼已準備好',
  waiting: '正在取得代碼…',
  waitingLong: '可能需要幾分鐘，請勿關閉此頁面。',
  reconnecting: '正在重新連線…',
  renews: '自動更新，不用著急',
  lastCode: '最後一組代碼 · {time}',
  endsSoon: '代碼將在 10 秒後過期',
  enlarge: '放大 QR 碼',
  shrink: '縮小 QR 碼',
  expired: '代碼已過期',
  expiredHint: '手機在身邊時，再取得新代碼。',
  help: '需要協助？',
  newCode: '取得新代碼',
  tryAgain: '再試一次',
  start: '顯示 QR 碼',
  allows: '連結後，{app} 可以使用你的號碼讀取及傳送 WhatsApp 訊息。',
  allowsWithoutApp: '連結後，此服務可以使用你的號碼讀取及傳送 WhatsApp 訊息。',
  undo: '你可以隨時在 WhatsApp 的*已連結的裝置*中取消。',
  error: '未能完成',
};
