import type { FirstMessages } from './en.js';

// The menu names are those of WhatsApp Web in Urdu (ur, August 2026), as found in github.com/9527MRNIU/parloq-flownew.
// These are our own translation and were not seen on a phone: "پاس کی".
// The notification of a pairing code is described and not quoted, because its words in Urdu were not seen.
// \u2066…\u2069 keep an example number in its own order: without them its groups would run from right to left.
export const texts: FirstMessages = {
  lang: 'ur',
  dir: 'rtl',
  title: 'WhatsApp کو {app} سے لنک کریں',
  titleWithoutApp: 'اپنا WhatsApp لنک کریں',
  intro: 'تقریباً 20 سیکنڈ لگیں گے۔ فون پاس رکھیں۔',
  step1: 'اپنے فون پر *WhatsApp* کھولیں',
  step2Android: '*مینیو*\u00a0{menu} پر ٹیپ کریں',
  step2Iphone: '*سیٹنگز*\u00a0{settings} پر ٹیپ کریں',
  step3: '*لنک کردہ ڈیوائسز*، پھر *آلہ لنک کریں* پر ٹیپ کریں',
  step4: 'یہ QR کوڈ اسکین کریں',
  ways: 'لنک کرنے کے طریقے',
  byQr: 'QR کوڈ',
  byPhone: 'فون نمبر',
  qrLabel: 'اپنا WhatsApp لنک کرنے کا QR کوڈ',
  ready: 'QR کوڈ تیار ہے',
  waiting: 'کوڈ آ رہا ہے…',
  waitingLong: 'اس میں چند منٹ لگ سکتے ہیں۔ یہ صفحہ کھلا رکھیں۔',
  reconnecting: 'دوبارہ کنیکٹ ہو رہا ہے…',
  renews: 'خود بدلتا ہے، جلدی نہیں',
  lastCode: 'آخری کوڈ · {time}',
  endsSoon: 'کوڈ کی میعاد 10 سیکنڈ میں ختم ہوگی',
  enlarge: 'QR کوڈ بڑا کریں',
  shrink: 'QR کوڈ چھوٹا کریں',
  expired: 'کوڈ کی میعاد ختم ہو گئی',
  expiredHint: 'فون پاس ہو تو نیا کوڈ لیں۔',
  help: 'مدد چاہیے؟',
  newCode: 'نیا کوڈ لیں',
  tryAgain: 'دوبارہ کوشش کریں',
  start: 'QR کوڈ دکھائیں',
  allows: 'لنک کرنے پر {app} آپ کے نمبر سے WhatsApp پیغامات پڑھ اور بھیج سکے گا۔',
  allowsWithoutApp: 'لنک کرنے پر یہ سروس آپ کے نمبر سے WhatsApp پیغامات پڑھ اور بھیج سکے گی۔',
  undo: 'آپ اسے کسی بھی وقت WhatsApp میں *لنک کردہ ڈیوائسز* سے ختم کر سکتے ہیں۔',
  error: 'یہ نہیں ہو سکا',
};
