import type { FirstMessages } from './en.js';

// "Peranti terpaut" and "Pautkan peranti" are in several public guides to the phone's menu, "Tetapan" and "Pautkan
// dengan nombor telefon" are in one each.
// These are our own translation and were not seen on a phone: "Menu".
// "kunci laluan" is Android's own word for a passkey, not seen in WhatsApp.
// The notification of a pairing code is described and not quoted, because its words in Malay were not seen.
export const texts: FirstMessages = {
  lang: 'ms',
  dir: 'ltr',
  title: 'Pautkan WhatsApp kepada {app}',
  titleWithoutApp: 'Pautkan WhatsApp anda',
  intro: 'Kira-kira 20 saat sahaja. Sediakan telefon anda.',
  step1: 'Buka *WhatsApp* pada telefon anda',
  step2Android: 'Ketik *Menu*\u00a0{menu}',
  step2Iphone: 'Ketik *Tetapan*\u00a0{settings}',
  step3: 'Ketik *Peranti terpaut*, kemudian *Pautkan peranti*',
  step4: 'Imbas kod QR ini',
  ways: 'Cara memautkan',
  byQr: 'Kod QR',
  byPhone: 'Nombor telefon',
  qrLabel: 'Kod QR untuk memautkan WhatsApp anda',
  ready: 'Kod QR sudah sedia',
  waiting: 'Mendapatkan kod…',
  waitingLong: 'Ini mungkin mengambil beberapa minit. Biarkan halaman ini terbuka.',
  reconnecting: 'Menyambung semula…',
  renews: 'Berubah sendiri, tidak perlu tergesa-gesa',
  lastCode: 'Kod terakhir · {time}',
  endsSoon: 'Kod tamat tempoh dalam 10 saat',
  enlarge: 'Besarkan kod QR',
  shrink: 'Kecilkan kod QR',
  expired: 'Kod telah tamat tempoh',
  expiredHint: 'Dapatkan kod baharu apabila telefon ada bersama anda.',
  help: 'Perlukan bantuan?',
  newCode: 'Dapatkan kod baharu',
  tryAgain: 'Cuba lagi',
  start: 'Tunjukkan kod QR',
  allows: 'Dengan memautkan, {app} boleh membaca dan menghantar mesej WhatsApp dengan nombor anda.',
  allowsWithoutApp:
    'Dengan memautkan, perkhidmatan ini boleh membaca dan menghantar mesej WhatsApp dengan nombor anda.',
  undo: 'Anda boleh membatalkannya bila-bila masa dalam WhatsApp di *Peranti terpaut*.',
  error: 'Tidak berjaya',
};
