// Every sentence of the page, Vietnamese first.
const texts = {
  vi: {
    skip: 'Đến nội dung', owner: 'Bộ Công Thương · Bộ Tài chính', title: 'Kinh phí sản xuất sạch hơn trong công nghiệp',
    signIn: 'Đăng nhập', signOut: 'Đăng xuất', cancel: 'Huỷ', userId: 'Tên người dùng', password: 'Mật khẩu',
    yourAccount: 'Tài khoản của bạn', groupBy: 'Tổng hợp theo', year: 'Năm ngân sách', allYears: 'Tất cả các năm',
    publicUsage: 'Tình hình sử dụng kinh phí', ownUsage: 'Số liệu bạn được xem', loading: 'Đang tải số liệu…',
    byYear: 'Theo năm ngân sách', byProject: 'Theo đề án thành phần', bySource: 'Theo nguồn kinh phí',
    byProvince: 'Theo tỉnh, thành phố', byAgency: 'Theo đơn vị sử dụng',
    appropriated: 'Dự toán được giao', allotted: 'Đã phân bổ', spent: 'Đã chi', moving: 'Cam kết, tạm ứng, đang thanh toán',
    available: 'Còn được dùng', gone: 'Huỷ, nộp trả', share: 'Đã chi / phân bổ', total: 'Tổng cộng', name: 'Nội dung',
    central: 'Trung ương', none: 'Chưa có số liệu.', nationwide: 'cả nước', province: 'tỉnh mã',
    illustrativeMark: '(minh hoạ)',
    illustrative: 'Các dòng ghi “(minh hoạ)” có phần số liệu được dựng để minh hoạ hệ thống; tổng số đã công bố là số thật.',
    position: 'Số liệu tại vị trí sổ cái {position}.', unit: 'Đơn vị tính: đồng. Số liệu lấy trực tiếp từ sổ cái của hệ thống.',
    api: 'Giao diện lập trình (OpenAPI)', failed: 'Không tải được số liệu.',
    offline: 'Không liên lạc được với máy chủ. Kiểm tra kết nối mạng rồi thử lại.', again: 'Thử lại',
    request: 'Mã yêu cầu', language: 'English', otherLanguage: 'en',
  },
  en: {
    skip: 'Skip to content', owner: 'Ministry of Industry and Trade · Ministry of Finance', title: 'Funds for cleaner production in industry',
    signIn: 'Sign in', signOut: 'Sign out', cancel: 'Cancel', userId: 'User id', password: 'Password',
    yourAccount: 'Your account', groupBy: 'Group by', year: 'Budget year', allYears: 'All years',
    publicUsage: 'How the funds are used', ownUsage: 'Figures that you may see', loading: 'Loading figures…',
    byYear: 'By budget year', byProject: 'By component project', bySource: 'By source of funds',
    byProvince: 'By province or city', byAgency: 'By spending unit',
    appropriated: 'Appropriated', allotted: 'Allotted', spent: 'Spent', moving: 'Committed, advanced, in payment',
    available: 'Available', gone: 'Lapsed, refunded', share: 'Spent / allotted', total: 'Total', name: 'Item',
    central: 'Central', none: 'No figures yet.', nationwide: 'whole nation', province: 'province code',
    illustrativeMark: '(illustrative)',
    illustrative: 'Rows marked “(illustrative)” contain figures that were invented to demonstrate the system; the published totals are real.',
    position: 'Figures as of ledger position {position}.', unit: 'All amounts in dong, straight from the ledger of the system.',
    api: 'Programming interface (OpenAPI)', failed: 'The figures could not be loaded.',
    offline: 'The server cannot be reached. Check your network connection, then try again.', again: 'Try again',
    request: 'Request id', language: 'Tiếng Việt', otherLanguage: 'vi',
  },
};

const roles = {
  ROLE_PROVINCE_OFFICER: ['cán bộ lập kế hoạch', 'planning officer'],
  ROLE_APPRAISER: ['thẩm định', 'appraiser'],
  ROLE_APPROVER: ['phê duyệt', 'approver'],
  ROLE_BUDGET_OFFICER: ['cán bộ ngân sách', 'budget officer'],
  ROLE_ACCOUNTANT: ['kế toán', 'accountant'],
  ROLE_UNIT_HEAD: ['thủ trưởng đơn vị', 'head of unit'],
  ROLE_TREASURY_OFFICER: ['kho bạc', 'treasury officer'],
  ROLE_AUDITOR: ['kiểm toán', 'auditor'],
  ROLE_ADMINISTRATOR: ['quản trị', 'administrator'],
};

const storage = 'cpb-language';
let language = 'vi';
try {
  language = localStorage.getItem(storage) === 'en' ? 'en' : 'vi';
} catch { /* Storage may be switched off; Vietnamese then. */ }

export const current = () => language;
export const text = (key) => texts[language][key] ?? key;
export const roleName = (role) => roles[role]?.[language === 'vi' ? 0 : 1] ?? role;

/** Puts the language on everything that carries data-text. */
export function translatePage() {
  document.documentElement.lang = language;
  document.title = text('title');
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = text(element.dataset.text);
  const button = document.getElementById('language');
  button.textContent = text('language');
  button.lang = text('otherLanguage');
}

export function switchLanguage() {
  language = language === 'vi' ? 'en' : 'vi';
  try {
    localStorage.setItem(storage, language);
  } catch { /* Then it lasts until the page is left. */ }
  translatePage();
}
