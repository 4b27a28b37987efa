import type { FirstMessages } from './en.js';

// The menu names are those of WhatsApp Web in Indonesian (id_ID, August 2026), as found in
// github.com/9527MRNIU/parloq-flownew.
// "Pengaturan" is also on faq.whatsapp.com/498754122134583 (id_ID). "kunci sandi" is from a report of techno.id on
// WhatsApp's own feature.
// The notification of a pairing code is described and not quoted, because its words in Indonesian were not seen.
export const texts: FirstMessages = {
  lang: 'id',
  dir: 'ltr',
  title: 'Tautkan WhatsApp ke {app}',
  titleWithoutApp: 'Tautkan WhatsApp Anda',
  intro: 'Hanya sekitar 20 detik. Siapkan telepon Anda.',
  step1: 'Buka *WhatsApp* di telepon Anda',
  step2Android: 'Ketuk *Menu*\u00a0{menu}',
  step2Iphone: 'Ketuk *Pengaturan*\u00a0{settings}',
  step3: 'Ketuk *Perangkat tertaut*, lalu *Tautkan perangkat*',
  step4: 'Pindai kode QR ini',
  ways: 'Cara menautkan',
  byQr: 'Kode QR',
  byPhone: 'Nomor telepon',
  qrLabel: 'Kode QR untuk menautkan WhatsApp Anda',
  ready: 'Kode QR sudah siap',
  waiting: 'Mengambil kode…',
  waitingLong: 'Ini bisa memakan waktu beberapa menit. Biarkan halaman ini terbuka.',
  reconnecting: 'Menyambungkan kembali…',
  renews: 'Diperbarui otomatis, tidak perlu buru-buru',
  lastCode: 'Kode terakhir · {time}',
  endsSoon: 'Kode kedaluwarsa dalam 10 detik',
  enlarge: 'Perbesar kode QR',
  shrink: 'Perkecil kode QR',
  expired: 'Kode sudah kedaluwarsa',
  expiredHint: 'Minta kode baru saat telepon ada di dekat Anda.',
  help: 'Butuh bantuan?',
  newCode: 'Minta kode baru',
  tryAgain: 'Coba lagi',
  start: 'Tampilkan kode QR',
  allows: 'Dengan menautkan, {app} dapat membaca dan mengirim pesan WhatsApp dengan nomor Anda.',
  allowsWithoutApp: 'Dengan menautkan, layanan ini dapat membaca dan mengirim pesan WhatsApp dengan nomor Anda.',
  undo: 'Anda bisa membatalkannya kapan saja di WhatsApp, di *Perangkat tertaut*.',
  error: 'Tidak berhasil',
};
