import type { FirstMessages } from './en.js';

// "Dispozitive asociate" is in several public guides to the phone's menu (logon.ro is one), "Asociază un dispozitiv" is
// in one. "cheie de acces" is on faq.whatsapp.com/684051319521343 (ro_RO).
// These are our own translation and were not seen on a phone: "Meniu", "Setări", "Asociază cu numărul de telefon".
// The notification of a pairing code is described and not quoted, because its words in Romanian were not seen.
export const texts: FirstMessages = {
  lang: 'ro',
  dir: 'ltr',
  title: 'Asociază WhatsApp cu {app}',
  titleWithoutApp: 'Asociază contul tău WhatsApp',
  intro: 'Durează cam 20 de secunde. Ține telefonul la îndemână.',
  step1: 'Deschide *WhatsApp* pe telefon',
  step2Android: 'Atinge *Meniu*\u00a0{menu}',
  step2Iphone: 'Atinge *Setări*\u00a0{settings}',
  step3: 'Atinge *Dispozitive asociate*, apoi *Asociază un dispozitiv*',
  step4: 'Scanează acest cod QR',
  ways: 'Moduri de asociere',
  byQr: 'Cod QR',
  byPhone: 'Număr de telefon',
  qrLabel: 'Cod QR pentru asocierea WhatsApp',
  ready: 'Codul QR este gata',
  waiting: 'Se obține un cod…',
  waitingLong: 'Poate dura câteva minute. Ține pagina deschisă.',
  reconnecting: 'Se reconectează…',
  renews: 'Se reînnoiește singur, fără grabă',
  lastCode: 'Ultimul cod · {time}',
  endsSoon: 'Codul expiră în 10 secunde',
  enlarge: 'Mărește codul QR',
  shrink: 'Micșorează codul QR',
  expired: 'Codul a expirat',
  expiredHint: 'Obține unul nou când ai telefonul la îndemână.',
  help: 'Ai nevoie de ajutor?',
  newCode: 'Obține un cod nou',
  tryAgain: 'Încearcă din nou',
  start: 'Arată codul QR',
  allows: 'Prin asociere, {app} poate citi și trimite mesaje WhatsApp de pe numărul tău.',
  allowsWithoutApp: 'Prin asociere, acest serviciu poate citi și trimite mesaje WhatsApp de pe numărul tău.',
  undo: 'Poți anula oricând în WhatsApp, din *Dispozitive asociate*.',
  error: 'Nu a reușit',
};
