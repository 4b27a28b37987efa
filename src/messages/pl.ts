import type { FirstMessages } from './en.js';

// "Połączone urządzenia" and "Połącz urządzenie" are in several public guides to the phone's menu.
// faq.whatsapp.com/546770516174340 (pl_PL) has the former, "Połącz nowe urządzenie", "Więcej opcji" and "Ustawienia".
// "Połącz za pomocą numeru" is in one guide; its last word, "telefonu", is ours.
// "klucz dostępu" is Android's own word for a passkey, not seen in WhatsApp.
// The notification of a pairing code is described and not quoted, because its words in Polish were not seen.
export const texts: FirstMessages = {
  lang: 'pl',
  dir: 'ltr',
  title: 'Połącz WhatsApp z {app}',
  titleWithoutApp: 'Połącz swój WhatsApp',
  intro: 'Zajmie to około 20 sekund. Miej telefon pod ręką.',
  step1: 'Otwórz *WhatsApp* na telefonie',
  step2Android: 'Stuknij *Więcej opcji*\u00a0{menu}',
  step2Iphone: 'Stuknij *Ustawienia*\u00a0{settings}',
  step3: 'Stuknij *Połączone urządzenia*, a potem *Połącz urządzenie*',
  step4: 'Zeskanuj ten kod QR',
  ways: 'Sposoby łączenia',
  byQr: 'Kod QR',
  byPhone: 'Numer telefonu',
  qrLabel: 'Kod QR do połączenia WhatsApp',
  ready: 'Kod QR jest gotowy',
  waiting: 'Pobieranie kodu…',
  waitingLong: 'To może potrwać kilka minut. Nie zamykaj tej strony.',
  reconnecting: 'Ponowne łączenie…',
  renews: 'Odnawia się sam, bez pośpiechu',
  lastCode: 'Ostatni kod · {time}',
  endsSoon: 'Kod wygaśnie za 10 sekund',
  enlarge: 'Powiększ kod QR',
  shrink: 'Zmniejsz kod QR',
  expired: 'Kod wygasł',
  expiredHint: 'Pobierz nowy, gdy telefon będzie pod ręką.',
  help: 'Potrzebujesz pomocy?',
  newCode: 'Pobierz nowy kod',
  tryAgain: 'Spróbuj ponownie',
  start: 'Pokaż kod QR',
  allows: 'Po połączeniu {app} może czytać i wysyłać wiadomości WhatsApp z Twojego numeru.',
  allowsWithoutApp: 'Po połączeniu ta usługa może czytać i wysyłać wiadomości WhatsApp z Twojego numeru.',
  undo: 'Możesz to cofnąć w każdej chwili w WhatsApp, w sekcji *Połączone urządzenia*.',
  error: 'Nie udało się',
};
