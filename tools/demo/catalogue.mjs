// What provinces and the office did, as far as the sources name it: activity, project, and titles around invented details.

const sectors = ['chế biến thủy sản', 'dệt nhuộm', 'giấy', 'chế biến tinh bột sắn', 'bia và nước giải khát', 'mạ điện', 'đúc kim loại',
  'gạch ngói', 'chế biến chè', 'chế biến dừa', 'xay xát', 'cơ khí', 'chế biến gỗ', 'đường mía'];

/** Activities of provinces: `share` says whether an enterprise pays beside the state, and how. */
export const provincial = [
  { activity: 'TRAIN-ENTERPRISE', project: 1, unit: 25, title: (sector, province) => `Tập huấn sản xuất sạch hơn cho doanh nghiệp ${sector} tỉnh ${province}` },
  { activity: 'WORKSHOP-INTRO', project: 1, unit: 40, title: (sector, province) => `Hội thảo giới thiệu sản xuất sạch hơn ngành ${sector} tại ${province}` },
  { activity: 'TV-REPORTAGE', project: 1, unit: 20, title: (sector, province) => `Phóng sự truyền hình về doanh nghiệp ${sector} áp dụng sản xuất sạch hơn tại ${province}` },
  { activity: 'LEAFLET', project: 1, unit: 0.005, title: (sector) => `In và phát hành tờ rơi về sản xuất sạch hơn ngành ${sector}` },
  { activity: 'STUDY-VISIT', project: 1, unit: 50, title: (sector) => `Tham quan, học tập mô hình sản xuất sạch hơn ngành ${sector}` },
  { activity: 'DATABASE', project: 2, unit: 200, title: (sector, province) => `Cập nhật cơ sở dữ liệu cơ sở công nghiệp tỉnh ${province}` },
  { activity: 'SURVEY', project: 2, unit: 150, title: (sector, province) => `Khảo sát hiện trạng áp dụng sản xuất sạch hơn ngành ${sector} tại ${province}` },
  { activity: 'APPLY-SUPPORT', project: 3, unit: 1e9, establishment: true, costTimes: 2, title: (sector, province, company) => `Hỗ trợ ${company} áp dụng giải pháp sản xuất sạch hơn` },
  { activity: 'GUIDELINE', project: 3, unit: 150, title: (sector) => `Tài liệu hướng dẫn sản xuất sạch hơn ngành ${sector}` },
  { activity: 'NETWORK-SUPPORT', project: 4, lastYear: 2015, unit: 300, title: (sector, province) => `Nâng cao năng lực Trung tâm Khuyến công và Tư vấn phát triển công nghiệp ${province}` },
];

export const assessment = { activity: 'ASSESS-DETAILED', project: 3, establishment: true, title: (sector, province, company) => `Đánh giá chi tiết sản xuất sạch hơn tại ${company}` };

/** Yearly work of the strategy's office with its share of the central money. */
export const office = [
  { activity: 'WORKSHOP-INTENSIVE', project: 1, weight: 22, unit: 40, title: (year) => `Hội thảo tập huấn chuyên sâu về sản xuất sạch hơn năm ${year}` },
  { activity: 'TV-REPORTAGE', project: 1, weight: 20, unit: 25, title: (year) => `Phóng sự truyền hình trung ương năm ${year}` },
  { activity: 'WEBSITE', project: 2, weight: 14, unit: 20, title: (year) => `Vận hành trang thông tin điện tử sản xuất sạch hơn năm ${year}` },
  { activity: 'GUIDELINE', project: 3, weight: 24, unit: 120, title: (year) => `Hướng dẫn kỹ thuật theo ngành, đợt ${year - 2009}` },
  { activity: 'OFFICE-OPERATION', project: 1, weight: 12, unit: 1e9, title: (year) => `Hoạt động của Ban Điều hành và Văn phòng năm ${year}` },
  { activity: 'POLICY-DRAFT', project: 5, lastYear: 2012, weight: 8, unit: 100, title: (year) => `Soạn thảo cơ chế tài chính hỗ trợ sản xuất sạch hơn, giai đoạn ${year}` },
];

/** What Denmark's grant paid, 2010 to 2013. */
export const danish = [
  { activity: 'TRAIN-CONSULTANT', project: 1, weight: 40, unit: 120, title: (year) => `Đào tạo chuyên gia tư vấn sản xuất sạch hơn, khóa ${year - 2009}` },
  { activity: 'GUIDELINE', project: 3, weight: 35, unit: 150, title: (year) => `Tài liệu kỹ thuật do Đan Mạch tài trợ, đợt ${year - 2009}` },
  { activity: 'NETWORK-SUPPORT', project: 4, weight: 25, unit: 300, title: (year) => `Hỗ trợ mạng lưới các đơn vị tư vấn, năm ${year}` },
];

const forms = ['Công ty TNHH', 'Công ty Cổ phần', 'Doanh nghiệp tư nhân'];
const names = ['An Phát', 'Bình Minh', 'Đại Thành', 'Hòa Bình', 'Hưng Thịnh', 'Kim Long', 'Minh Tâm', 'Nam Việt', 'Phú Cường', 'Phương Đông',
  'Quang Minh', 'Sao Mai', 'Tân Tiến', 'Thành Công', 'Thuận Phát', 'Toàn Thắng', 'Trường Sơn', 'Việt Hưng'];
const trades = { 'chế biến thủy sản': 'Thủy sản', 'dệt nhuộm': 'Dệt nhuộm', giấy: 'Giấy', 'cơ khí': 'Cơ khí', 'gạch ngói': 'Gạch ngói', 'chế biến gỗ': 'Gỗ', 'mạ điện': 'Mạ' };

export const anySector = (random) => random.pick(sectors);
export const companyName = (random, sector) => `${random.pick(forms)} ${trades[sector] ?? 'Chế biến'} ${random.pick(names)}`;

/** Lâm Đồng 2016–2020, in million dong: state budget 3,700 and enterprises 1,900 in all, as published. */
export const lamDong = {
  2016: [['TRAIN-ENTERPRISE', 200, 0], ['TV-REPORTAGE', 150, 0], ['ASSESS-DETAILED', 50, 50], ['ASSESS-DETAILED', 50, 50], ['APPLY-SUPPORT', 250, 300]],
  2017: [['TRAIN-ENTERPRISE', 220, 0], ['SURVEY', 150, 0], ['ASSESS-DETAILED', 50, 50], ['ASSESS-DETAILED', 50, 50], ['DEMO-MODEL', 150, 350], ['LEAFLET', 100, 0]],
  2018: [['WORKSHOP-INTRO', 140, 0], ['TV-REPORTAGE', 150, 0], ['ASSESS-DETAILED', 50, 50], ['APPLY-SUPPORT', 300, 300], ['STUDY-VISIT', 100, 0]],
  2019: [['TRAIN-ENTERPRISE', 230, 0], ['DATABASE', 180, 0], ['ASSESS-DETAILED', 50, 50], ['APPLY-SUPPORT', 300, 350]],
  2020: [['WORKSHOP-INTRO', 180, 0], ['TV-REPORTAGE', 150, 0], ['APPLY-SUPPORT', 300, 300], ['GUIDELINE', 150, 0]],
};
