import type { FirstMessages } from './en.js';

// "Gekoppelde apparaten", "Apparaat koppelen", "Koppelen met telefoonnummer" and "Instellingen" are in several public
// guides to the phone's menu. Older phones say "Een apparaat koppelen". "Meer opties" is from faq.whatsapp.com, as
// quoted by webwoordenboek.nl.
// "toegangssleutel" is Android's own word for a passkey, not seen in WhatsApp.
// The notification of a pairing code is described and not quoted, because its words in Dutch were not seen.
export const texts: FirstMessages = {
  lang: 'nl',
  dir: 'ltr',
  title: 'WhatsApp koppelen aan {app}',
  titleWithoutApp: 'Je WhatsApp koppelen',
  intro: 'Duurt ongeveer 20 seconden. Houd je telefoon bij de hand.',
  step1: 'Open *WhatsApp* op je telefoon',
  step2Android: 'Tik op *Meer opties*\u00a0{menu}',
  step2Iphone: 'Tik op *Instellingen*\u00a0{settings}',
  step3: 'Tik op *Gekoppelde apparaten* en daarna op *Apparaat koppelen*',
  step4: 'Scan deze QR-code',
  ways: 'Manieren om te koppelen',
  byQr: 'QR-code',
  byPhone: 'Telefoonnummer',
  qrLabel: 'QR-code om je WhatsApp te koppelen',
  ready: 'De QR-code staat klaar',
  waiting: 'Code ophalen…',
  waitingLong: 'Dit kan een paar minuten duren. Houd deze pagina open.',
  reconnecting: 'Opnieuw verbinden…',
  renews: 'Ververst vanzelf, geen haast',
  lastCode: 'Laatste code · {time}',
  endsSoon: 'De code verloopt over 10 seconden',
  enlarge: 'QR-code vergroten',
  shrink: 'QR-code verkleinen',
  expired: 'De code is verlopen',
  expiredHint: 'Vraag een nieuwe aan als je je telefoon bij de hand hebt.',
  help: 'Hulp nodig?',
  newCode: 'Nieuwe code aanvragen',
  tryAgain: 'Opnieuw proberen',
  start: 'QR-code tonen',
  allows: 'Door te koppelen kan {app} WhatsApp-berichten lezen en sturen met jouw nummer.',
  allowsWithoutApp: 'Door te koppelen kan deze dienst WhatsApp-berichten lezen en sturen met jouw nummer.',
  undo: 'Je kunt dit altijd ongedaan maken in WhatsApp onder *Gekoppelde apparaten*.',
  error: 'Dat is niet gelukt',
};
