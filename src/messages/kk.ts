import type { FirstMessages } from './en.js';

// «Байланыстырылған құрылғылар» and «Құрылғыны байланыстыру» are in several public guides to the phone's menu,
// «Параметрлер» is in one.
// These are our own translation and were not seen on a phone: «Мәзір», «Телефон нөмірімен байланыстыру».
// «кіру кілті» is Android's own word for a passkey, not seen in WhatsApp.
// The notification of a pairing code is described and not quoted, because its words in Kazakh were not seen.
export const texts: FirstMessages = {
  lang: 'kk',
  dir: 'ltr',
  title: 'WhatsApp-ты {app} қызметіне байланыстыру',
  titleWithoutApp: 'WhatsApp-ты байланыстырыңыз',
  intro: 'Шамамен 20 секунд кетеді. Телефоныңыз қолыңызда болсын.',
  step1: 'Телефонда *WhatsApp*-ты ашыңыз',
  step2Android: '*Мәзір*\u00a0{menu} түймесін түртіңіз',
  step2Iphone: '*Параметрлер*\u00a0{settings} түймесін түртіңіз',
  step3: '*Байланыстырылған құрылғылар*, кейін *Құрылғыны байланыстыру* түймесін түртіңіз',
  step4: 'Осы QR кодын сканерлеңіз',
  ways: 'Байланыстыру жолдары',
  byQr: 'QR коды',
  byPhone: 'Телефон нөмірі',
  qrLabel: 'WhatsApp-ты байланыстыруға арналған QR коды',
  ready: 'QR коды дайын',
  waiting: 'Код алынуда…',
  waitingLong: 'Бұл бірнеше минут алуы мүмкін. Бетті жаппаңыз.',
  reconnecting: 'Байланыс қалпына келтірілуде…',
  renews: 'Өзі жаңарады, асықпаңыз',
  lastCode: 'Соңғы код · {time}',
  endsSoon: 'Кодтың мерзімі 10 секундтан кейін бітеді',
  enlarge: 'QR кодын үлкейту',
  shrink: 'QR кодын кішірейту',
  expired: 'Кодтың мерзімі бітті',
  expiredHint: 'Телефоныңыз қолыңызда болғанда, жаңа код алыңыз.',
  help: 'Көмек керек пе?',
  newCode: 'Жаңа код алу',
  tryAgain: 'Қайталап көру',
  start: 'QR кодын көрсету',
  allows: 'Байланыстырсаңыз, {app} сіздің нөміріңізбен WhatsApp хабарларын оқып, жібере алады.',
  allowsWithoutApp: 'Байланыстырсаңыз, бұл қызмет сіздің нөміріңізбен WhatsApp хабарларын оқып, жібере алады.',
  undo: 'Мұны кез келген уақытта WhatsApp-тағы *Байланыстырылған құрылғылар* бөлімінде тоқтата аласыз.',
  error: 'Орындалмады',
};
