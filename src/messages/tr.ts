import type { FirstMessages } from './en.js';

// The menu names are those of WhatsApp Web in Turkish (tr_TR, August 2026), as found in
// github.com/9527MRNIU/parloq-flownew.
// "Ayarlar" is also on faq.whatsapp.com/696845041357696 (tr_TR).
// These are our own translation and were not seen on a phone: "geçiş anahtarı".
// The notification of a pairing code is described and not quoted, because its words in Turkish were not seen.
export const texts: FirstMessages = {
  lang: 'tr',
  dir: 'ltr',
  title: 'WhatsApp’ı {app} uygulamasına bağlayın',
  titleWithoutApp: 'WhatsApp’ınızı bağlayın',
  intro: 'Yaklaşık 20 saniye sürer. Telefonunuzu hazır tutun.',
  step1: 'Telefonunuzda *WhatsApp*’ı açın',
  step2Android: '*Menü*\u00a0{menu} simgesine dokunun',
  step2Iphone: '*Ayarlar*\u00a0{settings} simgesine dokunun',
  step3: '*Bağlı cihazlar*’a, ardından *Cihaz bağla*’ya dokunun',
  step4: 'Bu QR kodunu tarayın',
  ways: 'Bağlama yolları',
  byQr: 'QR kodu',
  byPhone: 'Telefon numarası',
  qrLabel: 'WhatsApp’ınızı bağlamak için QR kodu',
  ready: 'QR kodu hazır',
  waiting: 'Kod alınıyor…',
  waitingLong: 'Bu birkaç dakika sürebilir. Lütfen bu sayfayı açık tutun.',
  reconnecting: 'Yeniden bağlanılıyor…',
  renews: 'Kendiliğinden yenilenir, acele yok',
  lastCode: 'Son kod · {time}',
  endsSoon: 'Kodun süresi 10 saniye içinde doluyor',
  enlarge: 'QR kodunu büyüt',
  shrink: 'QR kodunu küçült',
  expired: 'Kodun süresi doldu',
  expiredHint: 'Telefonunuz yanınızdayken yeni bir kod alın.',
  help: 'Yardım mı gerekiyor?',
  newCode: 'Yeni kod al',
  tryAgain: 'Tekrar dene',
  start: 'QR kodunu göster',
  allows: 'Bağladığınızda {app}, numaranızla WhatsApp mesajlarını okuyabilir ve gönderebilir.',
  allowsWithoutApp: 'Bağladığınızda bu hizmet, numaranızla WhatsApp mesajlarını okuyabilir ve gönderebilir.',
  undo: 'Bunu istediğiniz zaman WhatsApp’taki *Bağlı cihazlar*’dan geri alabilirsiniz.',
  error: 'Bir sorun oluştu',
};
