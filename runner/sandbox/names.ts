/** Names and words for invented people, from many scripts, because that is where mappings break. */

/** A way of naming people; `last` is missing where one name is the whole name. */
export interface Naming {
  readonly first: readonly string[];
  readonly last?: readonly string[];
}

const words = (text: string): readonly string[] => text.split(" ");

// "Zoe\u0308" is written with a combining mark on purpose: the same name in the other Unicode form.
export const namings: readonly Naming[] = [
  {
    first: words(
      "Léa Chloé Anaïs Jean-Luc François Noémie Maëlle Gaël Théo Zoe\u0308 Hélène Cédric Inès Rémi",
    ),
    last: words(
      "Moreau Lefèvre Garçon D’Almeida Bérenger Saint-Clair Peltier Chêne Noël Rivière Hébert Marchand",
    ),
  },
  {
    first: words("Emma Oliver Grace Liam Aoife Siobhán Rhys Morgan Harper Isla Ewan Niamh"),
    last: words(
      "O'Brien Fairweather McAllister Ashdown Whitlock Lloyd-Jones Harkness Pemberton Quill Thorne",
    ),
  },
  {
    first: words("Søren Åsa Björn Freja Ingrid Käthe Jürgen Anneliese Weiß Øystein Þóra Ebba"),
    last: words("Åkesson Müller Großmann Lindqvist Jørgensen Bäcker Schröder Nygård Sæther Günther"),
  },
  {
    first: words("Łukasz Żaneta Ondřej Šárka Mário Núria Iñaki Conceição Đorđe İpek Çağla Răzvan"),
    last: words("Wiśniewski Žižka Dvořák Gonçalves Ibáñez Nuñez Kovačević Yılmaz Şahin Ştefănescu Őry"),
  },
  {
    first: ["Thị Hoa", "Văn Đức", "Ngọc Ánh", "Quốc Bảo", "Minh Châu", "Hữu Phước"],
    last: words("Nguyễn Trần Phạm Đặng Võ Bùi"),
  },
  { first: words("小明 美玲 志強 雅婷 浩然 詩涵"), last: words("王 李 陳 歐陽 張 林") },
  { first: words("さくら 健太 美咲 大輔 ひかり 翔"), last: words("佐藤 鈴木 高橋 渡辺 山本 小林") },
  { first: words("민준 서연 지후 하은 도윤 수아"), last: words("김 이 박 최 정 강") },
  { first: words("محمد فاطمة يوسف ليلى خالد مريم"), last: words("الهاشمي النجار الخطيب حداد القاسم") },
  { first: words("נועה איתן תמר יונתן מאיה אורי"), last: words("לוי כהן פרידמן ברק שלום") },
  {
    first: words("Анна Дмитрий Олеся Іван Зоя Ярослав"),
    last: words("Кузнецова Соколов Шевченко Їжак Морозов"),
  },
  { first: words("Αλέξανδρος Ελένη Νίκος Σοφία"), last: words("Παπαδόπουλος Γεωργίου Νικολάου") },
  { first: words("Suharto Wulandari Prasetyo Sukma Ananda Zulkifli Teerapat Nandi") },
];

export const headlines: readonly string[] = [
  "Backend developer",
  "Développeuse back-end",
  "Nurse, ten years of intensive care",
  "Chef de projet – bâtiment & travaux publics",
  "Data analyst (SQL, Python)",
  "Vertriebsleiter für Süddeutschland",
  "営業マネージャー",
  'Accountant "by night", baker by day',
  "Conductor; also: HR <generalist>",
  "Chargée de recrutement",
  "Platform engineer\nOn-call friend",
  "مهندسة برمجيات",
];

export const skills = words(
  "python sql javascript excel kubernetes negotiation welding accounting figma c++ rust sales",
);
export const labels = words("python remote bâtiment senior junior C++ 日本語 vip r&d night-shift");
export const companies = [
  "Brightwater Labs",
  "Ministry of Maps",
  "Atelier Nord",
  "Harbour & Sons",
  "Quiet Robots",
];
export const schools = [
  "Institute of Applied Rivers",
  "North Coast University",
  "Lycée des Glycines",
  "Open Polytechnic",
];
export const languages = words("french english german spanish japanese arabic");
export const certificates = words("CACES PMP TOEIC");
