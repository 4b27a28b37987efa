import type { FirstMessages } from './en.js';

// These are our own translation and were not seen on a phone: all menu names, "Menyu", "Sozlamalar", "Bogʻlangan
// qurilmalar", "Qurilmani bogʻlash", "Telefon raqami orqali bogʻlash".
// "kirish kaliti" is Android's own word for a passkey, not seen in WhatsApp.
// The notification of a pairing code is described and not quoted, because its words in Uzbek were not seen.
export const texts: FirstMessages = {
  lang: 'uz',
  dir: 'ltr',
  title: 'WhatsAppni {app} bilan bogʻlash',
  titleWithoutApp: 'WhatsAppingizni bogʻlang',
  intro: 'Taxminan 20 soniya vaqt oladi. Telefoningiz yoningizda boʻlsin.',
  step1: 'Telefonda *WhatsApp*ni oching',
  step2Android: '*Menyu*\u00a0{menu} ustiga bosing',
  step2Iphone: '*Sozlamalar*\u00a0{settings} ustiga bosing',
  step3: '*Bogʻlangan qurilmalar*, keyin *Qurilmani bogʻlash* ustiga bosing',
  step4: 'Bu QR kodni skanerlang',
  ways: 'Bogʻlash usullari',
  byQr: 'QR kod',
  byPhone: 'Telefon raqami',
  qrLabel: 'WhatsAppingizni bogʻlash uchun QR kod',
  ready: 'QR kod tayyor',
  waiting: 'Kod olinmoqda…',
  waitingLong: 'Bu bir necha daqiqa vaqt olishi mumkin. Sahifani yopmang.',
  reconnecting: 'Aloqa tiklanmoqda…',
  renews: 'Oʻzi yangilanadi, shoshilmang',
  lastCode: 'Oxirgi kod · {time}',
  endsSoon: 'Kod muddati 10 soniyadan keyin tugaydi',
  enlarge: 'QR kodni kattalashtirish',
  shrink: 'QR kodni kichraytirish',
  expired: 'Kod muddati tugadi',
  expiredHint: 'Telefoningiz yoningizda boʻlganda yangisini oling.',
  help: 'Yordam kerakmi?',
  newCode: 'Yangi kod olish',
  tryAgain: 'Qayta urinish',
  start: 'QR kodni koʻrsatish',
  allows: 'Bogʻlasangiz, {app} sizning raqamingiz bilan WhatsApp xabarlarini oʻqiy va yubora oladi.',
  allowsWithoutApp: 'Bogʻlasangiz, bu xizmat sizning raqamingiz bilan WhatsApp xabarlarini oʻqiy va yubora oladi.',
  undo: 'Buni istalgan vaqtda WhatsAppdagi *Bogʻlangan qurilmalar* boʻlimida bekor qilishingiz mumkin.',
  error: 'Bajarilmadi',
};
