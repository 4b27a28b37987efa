import type { FirstMessages } from './en.js';

// The menu names are those of WhatsApp Web in Persian (fa, August 2026), as found in
// github.com/9527MRNIU/parloq-flownew.
// That copy had lost its zero-width non-joiners; they are put back.
// "گذرکلید" is Android's own word for a passkey, not seen in WhatsApp.
// The notification of a pairing code is described and not quoted, because its words in Persian were not seen.
// \u2066…\u2069 keep an example number in its own order: without them its groups would run from right to left.
export const texts: FirstMessages = {
  lang: 'fa',
  dir: 'rtl',
  title: 'پیوند دادن واتساپ به {app}',
  titleWithoutApp: 'واتساپ خود را پیوند دهید',
  intro: 'حدود ۲۰ ثانیه طول می‌کشد. تلفنتان را در دست داشته باشید.',
  step1: '*واتساپ* را در تلفنتان باز کنید',
  step2Android: 'روی *منو*\u00a0{menu} ضربه بزنید',
  step2Iphone: 'روی *تنظیمات*\u00a0{settings} ضربه بزنید',
  step3: 'روی *دستگاه‌های پیوندشده* و سپس روی *پیوند دادن دستگاه* ضربه بزنید',
  step4: 'این کد QR را اسکن کنید',
  ways: 'روش‌های پیوند',
  byQr: 'کد QR',
  byPhone: 'شماره تلفن',
  qrLabel: 'کد QR برای پیوند دادن واتساپ شما',
  ready: 'کد QR آماده است',
  waiting: 'در حال دریافت کد…',
  waitingLong: 'ممکن است چند دقیقه طول بکشد. این صفحه را باز نگه دارید.',
  reconnecting: 'در حال اتصال دوباره…',
  renews: 'خودش تازه می‌شود، عجله نکنید',
  lastCode: 'آخرین کد · {time}',
  endsSoon: 'مهلت کد تا ۱۰ ثانیه دیگر تمام می‌شود',
  enlarge: 'بزرگ کردن کد QR',
  shrink: 'کوچک کردن کد QR',
  expired: 'مهلت کد تمام شد',
  expiredHint: 'وقتی تلفنتان همراهتان است، کد تازه‌ای بگیرید.',
  help: 'کمک لازم دارید؟',
  newCode: 'دریافت کد تازه',
  tryAgain: 'امتحان دوباره',
  start: 'نمایش کد QR',
  allows: 'با پیوند دادن، {app} می‌تواند پیام‌های واتساپ را با شماره شما بخواند و بفرستد.',
  allowsWithoutApp: 'با پیوند دادن، این سرویس می‌تواند پیام‌های واتساپ را با شماره شما بخواند و بفرستد.',
  undo: 'هر زمان می‌توانید در واتساپ از *دستگاه‌های پیوندشده* آن را لغو کنید.',
  error: 'انجام نشد',
};
