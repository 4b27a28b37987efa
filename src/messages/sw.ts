import type { FirstMessages } from './en.js';

// "Chaguo zaidi" and "Mipangilio" are on faq.whatsapp.com (lang=sw). "Vifaa vilivyounganishwa" is in two public guides
// to the phone's menu, "Unganisha kifaa" is in one of them.
// These are our own translation and were not seen on a phone: "Unganisha kwa nambari ya simu".
// "ufunguo wa siri" is Android's own word for a passkey, not seen in WhatsApp.
// The notification of a pairing code is described and not quoted, because its words in Swahili were not seen.
export const texts: FirstMessages = {
  lang: 'sw',
  dir: 'ltr',
  title: 'Unganisha WhatsApp na {app}',
  titleWithoutApp: 'Unganisha WhatsApp yako',
  intro: 'Huchukua takriban sekunde 20. Uwe na simu yako mkononi.',
  step1: 'Fungua *WhatsApp* kwenye simu yako',
  step2Android: 'Gusa *Chaguo zaidi*\u00a0{menu}',
  step2Iphone: 'Gusa *Mipangilio*\u00a0{settings}',
  step3: 'Gusa *Vifaa vilivyounganishwa*, kisha *Unganisha kifaa*',
  step4: 'Changanua msimbo huu wa QR',
  ways: 'Njia za kuunganisha',
  byQr: 'Msimbo wa QR',
  byPhone: 'Nambari ya simu',
  qrLabel: 'Msimbo wa QR wa kuunganisha WhatsApp yako',
  ready: 'Msimbo wa QR uko tayari',
  waiting: 'Inapata msimbo…',
  waitingLong: 'Huenda ikachukua dakika chache. Usifunge ukurasa huu.',
  reconnecting: 'Inaunganisha tena…',
  renews: 'Hujisasisha wenyewe, usiharakishe',
  lastCode: 'Msimbo wa mwisho · {time}',
  endsSoon: 'Muda wa msimbo utaisha baada ya sekunde 10',
  enlarge: 'Kuza msimbo wa QR',
  shrink: 'Punguza msimbo wa QR',
  expired: 'Muda wa msimbo umeisha',
  expiredHint: 'Pata mpya ukiwa na simu yako karibu.',
  help: 'Unahitaji usaidizi?',
  newCode: 'Pata msimbo mpya',
  tryAgain: 'Jaribu tena',
  start: 'Onyesha msimbo wa QR',
  allows: 'Ukiunganisha, {app} inaweza kusoma na kutuma ujumbe wa WhatsApp kwa nambari yako.',
  allowsWithoutApp: 'Ukiunganisha, huduma hii inaweza kusoma na kutuma ujumbe wa WhatsApp kwa nambari yako.',
  undo: 'Unaweza kutengua wakati wowote kwenye WhatsApp chini ya *Vifaa vilivyounganishwa*.',
  error: 'Haikufaulu',
};
