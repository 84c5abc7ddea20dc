// Strings of the public figures.
import { dictionary } from '../i18n/language';

export const texts = dictionary({
  title: ['Tình hình sử dụng kinh phí', 'How the funds are used'],
  lead: ['Kinh phí của Chiến lược sản xuất sạch hơn trong công nghiệp, theo sổ cái của hệ thống.', 'Funds of the strategy on cleaner production in industry, from the ledger of the system.'],
  year: ['Năm ngân sách', 'Budget year'],
  allYears: ['Tất cả các năm', 'All years'],
  byYear: ['Theo năm ngân sách', 'By budget year'],
  byProject: ['Theo đề án thành phần', 'By component project'],
  bySource: ['Theo nguồn kinh phí', 'By source of funds'],
  byProvince: ['Theo tỉnh, thành phố', 'By province or city'],
  appropriated: ['Dự toán được giao', 'Appropriated'],
  allotted: ['Đã phân bổ', 'Allotted'],
  spent: ['Đã chi', 'Spent'],
  moving: ['Cam kết, tạm ứng, đang thanh toán', 'Committed, advanced, in payment'],
  available: ['Còn được dùng', 'Available'],
  gone: ['Huỷ, nộp trả', 'Lapsed, refunded'],
  enterprise: ['Vốn tự có của cơ sở (ngoài ngân sách)', 'Enterprises’ own money (outside the budget)'],
  share: ['Đã chi / phân bổ', 'Spent / allotted'],
  name: ['Nội dung', 'Item'],
  central: ['Trung ương', 'Central'],
  none: ['Chưa có số liệu.', 'No figures yet.'],
  illustrative: ['Các dòng ghi “minh hoạ” có phần số liệu được dựng để minh hoạ hệ thống; tổng số đã công bố là số thật.', 'Rows marked “illustrative” contain figures that were invented to demonstrate the system; the published totals are real.'],
  position: ['Số liệu tại vị trí sổ cái {position}.', 'Figures as of ledger position {position}.'],
});
