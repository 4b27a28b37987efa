import type { FirstMessages } from './en.js';

// The menu names are those of WhatsApp Web in Arabic (ar_AR, August 2026), as found in
// github.com/9527MRNIU/parloq-flownew.
// The pairing code is «الكود», as WhatsApp says («أدخل هذا الكود»), and the QR code «رمز».
// These are our own translation and were not seen on a phone: "مفتاح المرور".
// The notification of a pairing code is described and not quoted, because its words in Arabic were not seen.
// \u2066…\u2069 keep an example number in its own order: without them its groups would run from right to left.
export const texts: FirstMessages = {
  lang: 'ar',
  dir: 'rtl',
  title: 'ربط واتساب مع {app}',
  titleWithoutApp: 'ربط واتساب',
  intro: 'يستغرق نحو 20 ثانية. أبقِ هاتفك في متناول يدك.',
  step1: 'افتح *واتساب* على هاتفك',
  step2Android: 'اضغط على *القائمة*\u00a0{menu}',
  step2Iphone: 'اضغط على *الإعدادات*\u00a0{settings}',
  step3: 'اضغط على *الأجهزة المرتبطة*، ثم على *ربط جهاز*',
  step4: 'امسح رمز QR هذا',
  ways: 'طرق الربط',
  byQr: 'رمز QR',
  byPhone: 'رقم الهاتف',
  qrLabel: 'رمز QR لربط واتساب',
  ready: 'رمز QR جاهز',
  waiting: 'جارٍ طلب الرمز…',
  waitingLong: 'قد يستغرق ذلك بضع دقائق. أبقِ هذه الصفحة مفتوحة.',
  reconnecting: 'جارٍ إعادة الاتصال…',
  renews: 'يتجدد تلقائيًا، لا داعي للعجلة',
  lastCode: 'الرمز الأخير · {time}',
  endsSoon: 'تنتهي صلاحية الرمز خلال 10 ثوانٍ',
  enlarge: 'تكبير رمز QR',
  shrink: 'تصغير رمز QR',
  expired: 'انتهت صلاحية الرمز',
  expiredHint: 'اطلب رمزًا جديدًا عندما يكون هاتفك معك.',
  help: 'هل تحتاج إلى مساعدة؟',
  newCode: 'طلب رمز جديد',
  tryAgain: 'إعادة المحاولة',
  start: 'عرض رمز QR',
  allows: 'بعد الربط يمكن لـ {app} قراءة رسائل واتساب وإرسالها برقمك.',
  allowsWithoutApp: 'بعد الربط يمكن لهذه الخدمة قراءة رسائل واتساب وإرسالها برقمك.',
  undo: 'يمكنك إلغاء ذلك في أي وقت في واتساب من *الأجهزة المرتبطة*.',
  error: 'لم ينجح ذلك',
};
