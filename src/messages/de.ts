import type { FirstMessages } from './en.js';

// The menu names are those of WhatsApp Web in German (de_DE, August 2026), as found in
// github.com/9527MRNIU/parloq-flownew.
// "Verknüpfte Geräte" is also on faq.whatsapp.com/378279804439436 (de_DE).
// These are our own translation and were not seen on a phone: "Passkey".
// The notification of a pairing code is described and not quoted, because its words in German were not seen.
export const texts: FirstMessages = {
  lang: 'de',
  dir: 'ltr',
  title: 'WhatsApp mit {app} verknüpfen',
  titleWithoutApp: 'WhatsApp verknüpfen',
  intro: 'Dauert etwa 20 Sekunden. Nimm dein Telefon zur Hand.',
  step1: 'Öffne *WhatsApp* auf deinem Telefon',
  step2Android: 'Tippe auf *Menü*\u00a0{menu}',
  step2Iphone: 'Tippe auf *Einstellungen*\u00a0{settings}',
  step3: 'Tippe auf *Verknüpfte Geräte* und dann auf *Gerät hinzufügen*',
  step4: 'Scanne diesen QR-Code',
  ways: 'Wege zum Verknüpfen',
  byQr: 'QR-Code',
  byPhone: 'Telefonnummer',
  qrLabel: 'QR-Code zum Verknüpfen deines WhatsApp',
  ready: 'Der QR-Code ist bereit',
  waiting: 'Code wird angefordert …',
  waitingLong: 'Das kann ein paar Minuten dauern. Lass diese Seite offen.',
  reconnecting: 'Verbindung wird wiederhergestellt …',
  renews: 'Erneuert sich von selbst, keine Eile',
  lastCode: 'Letzter Code · {time}',
  endsSoon: 'Der Code läuft in 10 Sekunden ab',
  enlarge: 'QR-Code vergrößern',
  shrink: 'QR-Code verkleinern',
  expired: 'Der Code ist abgelaufen',
  expiredHint: 'Fordere einen neuen an, wenn du dein Telefon zur Hand hast.',
  help: 'Brauchst du Hilfe?',
  newCode: 'Neuen Code anfordern',
  tryAgain: 'Noch einmal versuchen',
  start: 'QR-Code anzeigen',
  allows: 'Damit darf {app} mit deiner Nummer WhatsApp-Nachrichten lesen und senden.',
  allowsWithoutApp: 'Damit darf dieser Dienst mit deiner Nummer WhatsApp-Nachrichten lesen und senden.',
  undo: 'Du kannst das jederzeit in WhatsApp unter *Verknüpfte Geräte* beenden.',
  error: 'Das hat nicht geklappt',
};
