import type { FirstMessages } from './en.js';

// The menu names are those of WhatsApp Web in Bengali (bn, August 2026), as found in
// github.com/9527MRNIU/parloq-flownew.
// "সেটিংস" and "কোড লিখুন" are also on faq.whatsapp.com (lang=bn).
// These are our own translation and were not seen on a phone: "পাসকি".
// The notification of a pairing code is described and not quoted, because its words in Bengali were not seen.
export const texts: FirstMessages = {
  lang: 'bn',
  dir: 'ltr',
  title: 'WhatsApp-কে {app}-এর সাথে লিঙ্ক করুন',
  titleWithoutApp: 'আপনার WhatsApp লিঙ্ক করুন',
  intro: 'প্রায় ২০ সেকেন্ড লাগবে। ফোন হাতের কাছে রাখুন।',
  step1: 'আপনার ফোনে *WhatsApp* খুলুন',
  step2Android: '*মেনু*\u00a0{menu} ট্যাপ করুন',
  step2Iphone: '*সেটিংস*\u00a0{settings} ট্যাপ করুন',
  step3: '*লিঙ্ক করা ডিভাইস*, তারপর *ডিভাইস লিঙ্ক করুন* ট্যাপ করুন',
  step4: 'এই QR কোডটি স্ক্যান করুন',
  ways: 'লিঙ্ক করার উপায়',
  byQr: 'QR কোড',
  byPhone: 'ফোন নম্বর',
  qrLabel: 'আপনার WhatsApp লিঙ্ক করার QR কোড',
  ready: 'QR কোড তৈরি',
  waiting: 'কোড আনা হচ্ছে…',
  waitingLong: 'কয়েক মিনিট লাগতে পারে। এই পেজ খোলা রাখুন।',
  reconnecting: 'আবার কানেক্ট হচ্ছে…',
  renews: 'নিজেই বদলায়, তাড়াহুড়ো নেই',
  lastCode: 'শেষ কোড · {time}',
  endsSoon: '১০ সেকেন্ডে কোডের মেয়াদ শেষ হবে',
  enlarge: 'QR কোড বড় করুন',
  shrink: 'QR কোড ছোট করুন',
  expired: 'কোডের মেয়াদ শেষ',
  expiredHint: 'ফোন হাতে থাকলে নতুন কোড নিন।',
  help: 'সাহায্য দরকার?',
  newCode: 'নতুন কোড নিন',
  tryAgain: 'আবার চেষ্টা করুন',
  start: 'QR কোড দেখান',
  allows: 'লিঙ্ক করলে {app} আপনার নম্বর দিয়ে WhatsApp মেসেজ পড়তে ও পাঠাতে পারবে।',
  allowsWithoutApp: 'লিঙ্ক করলে এই পরিষেবা আপনার নম্বর দিয়ে WhatsApp মেসেজ পড়তে ও পাঠাতে পারবে।',
  undo: 'যেকোনো সময় WhatsApp-এ *লিঙ্ক করা ডিভাইস* থেকে এটি বাতিল করতে পারেন।',
  error: 'কাজ হয়নি',
};
