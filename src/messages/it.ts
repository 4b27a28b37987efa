import type { FirstMessages } from './en.js';

// The menu names are those of WhatsApp Web in Italian (it_IT, August 2026), as found in
// github.com/9527MRNIU/parloq-flownew.
// Older phones say "Collega un dispositivo". "passkey" is from macitynet.it (Account > Passkey).
// The notification of a pairing code is described and not quoted, because its words in Italian were not seen.
export const texts: FirstMessages = {
  lang: 'it',
  dir: 'ltr',
  title: 'Collega WhatsApp a {app}',
  titleWithoutApp: 'Collega il tuo WhatsApp',
  intro: 'Ci vogliono circa 20 secondi. Tieni il telefono in mano.',
  step1: 'Apri *WhatsApp* sul telefono',
  step2Android: 'Tocca *Menu*\u00a0{menu}',
  step2Iphone: 'Tocca *Impostazioni*\u00a0{settings}',
  step3: 'Tocca *Dispositivi collegati*, quindi *Collega dispositivo*',
  step4: 'Scansiona questo codice QR',
  ways: 'Modi per collegare',
  byQr: 'Codice QR',
  byPhone: 'Numero',
  qrLabel: 'Codice QR per collegare il tuo WhatsApp',
  ready: 'Il codice QR è pronto',
  waiting: 'In attesa del codice…',
  waitingLong: 'Può richiedere qualche minuto. Tieni aperta questa pagina.',
  reconnecting: 'Riconnessione…',
  renews: 'Si rinnova da solo, senza fretta',
  lastCode: 'Ultimo codice · {time}',
  endsSoon: 'Il codice scade tra 10 secondi',
  enlarge: 'Ingrandisci il codice QR',
  shrink: 'Riduci il codice QR',
  expired: 'Il codice è scaduto',
  expiredHint: 'Richiedine uno nuovo quando hai il telefono a portata di mano.',
  help: 'Serve aiuto?',
  newCode: 'Richiedi un nuovo codice',
  tryAgain: 'Riprova',
  start: 'Mostra il codice QR',
  allows: 'Con il collegamento {app} può leggere e inviare messaggi WhatsApp con il tuo numero.',
  allowsWithoutApp: 'Con il collegamento questo servizio può leggere e inviare messaggi WhatsApp con il tuo numero.',
  undo: 'Puoi annullare in ogni momento in WhatsApp, in *Dispositivi collegati*.',
  error: 'Non ha funzionato',
};
