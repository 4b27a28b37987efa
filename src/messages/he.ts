import type { FirstMessages } from './en.js';

// The menu names are from WhatsApp Web's own four steps in Hebrew, as copied into public pages ("מקישים על תפריט
// ב-Android או על הגדרות ב-iPhone", "מכשירים מקושרים", "קישור מכשיר").
// "קישור באמצעות מספר טלפון" is in eight public guides to the phone's menu.
// These are our own translation and were not seen on a phone: "מפתח גישה".
// The notification of a pairing code is described and not quoted, because its words in Hebrew were not seen.
// \u2066…\u2069 keep an example number in its own order: without them its groups would run from right to left.
export const texts: FirstMessages = {
  lang: 'he',
  dir: 'rtl',
  title: 'קישור WhatsApp ל-{app}',
  titleWithoutApp: 'קישור ה-WhatsApp שלכם',
  intro: 'זה לוקח כ-20 שניות. החזיקו את הטלפון ביד.',
  step1: 'פתחו את *WhatsApp* בטלפון',
  step2Android: 'הקישו על *תפריט*\u00a0{menu}',
  step2Iphone: 'הקישו על *הגדרות*\u00a0{settings}',
  step3: 'הקישו על *מכשירים מקושרים* ואז על *קישור מכשיר*',
  step4: 'סרקו את קוד ה-QR הזה',
  ways: 'דרכי קישור',
  byQr: 'קוד QR',
  byPhone: 'מספר טלפון',
  qrLabel: 'קוד QR לקישור ה-WhatsApp שלכם',
  ready: 'קוד ה-QR מוכן',
  waiting: 'מקבלים קוד…',
  waitingLong: 'זה עשוי להימשך כמה דקות. השאירו את הדף הזה פתוח.',
  reconnecting: 'מתחברים מחדש…',
  renews: 'מתחדש מעצמו, אין צורך למהר',
  lastCode: 'קוד אחרון · {time}',
  endsSoon: 'תוקף הקוד יפוג בעוד 10 שניות',
  enlarge: 'הגדלת קוד ה-QR',
  shrink: 'הקטנת קוד ה-QR',
  expired: 'תוקף הקוד פג',
  expiredHint: 'בקשו קוד חדש כשהטלפון לידכם.',
  help: 'צריכים עזרה?',
  newCode: 'קבלת קוד חדש',
  tryAgain: 'ניסיון נוסף',
  start: 'הצגת קוד ה-QR',
  allows: 'אחרי הקישור {app} יכול לקרוא ולשלוח הודעות WhatsApp מהמספר שלכם.',
  allowsWithoutApp: 'אחרי הקישור השירות הזה יכול לקרוא ולשלוח הודעות WhatsApp מהמספר שלכם.',
  undo: 'אפשר לבטל בכל עת ב-WhatsApp תחת *מכשירים מקושרים*.',
  error: 'זה לא הצליח',
};
