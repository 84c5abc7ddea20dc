// The plans of budget year 2019. All of it is invented; the two assessments are the ones that the rule of the
// circular decides: 120 m asking 60 m leaves 50 m, 80 m asking 45 m leaves 40 m.
import { funding } from './world.mjs';

const million = 1_000_000;

function item(itemId, project, activity, title, costMillion, sharesMillion, more = {}) {
  return {
    itemId, title, quantity: '1', ...more,
    componentProject: `componentProjects/SXSH2020-${project}`,
    activity: `activities/${activity}`,
    eligibleCostVnd: String(costMillion * million),
    requested: funding(Object.fromEntries(Object.entries(sharesMillion).map(([source, share]) => [source, share * million]))),
  };
}

export const establishments = {
  che: { title: 'Công ty TNHH Chè Bảo Lộc Xanh', taxCode: '5800123401', provinceCode: '68' },
  dinhDuong: { title: 'Công ty CP Thực phẩm Đà Lạt Sạch', taxCode: '5800123402', provinceCode: '68' },
  toTam: { title: 'Công ty TNHH Tơ Tằm Lâm Hà', taxCode: '5800123403', provinceCode: '68' },
  cafe: { title: 'Công ty TNHH Cà phê Di Linh', taxCode: '5800123404', provinceCode: '68' },
};

const at = (name) => ({ establishment: `establishments/${establishments[name].taxCode}` });

/** The dozen items of Lâm Đồng, shares in million dong. */
export const lamDongItems = [
  item('01', 1, 'WORKSHOP-INTRO', 'Hội thảo giới thiệu sản xuất sạch hơn cho doanh nghiệp chế biến', 40, { local: 40 }),
  item('02', 1, 'TRAIN-ENTERPRISE', 'Tập huấn kiểm toán năng lượng và nguyên liệu', 60, { local: 60 }, { quantity: '2' }),
  item('03', 3, 'ASSESS-DETAILED', 'Đánh giá chi tiết tại Công ty TNHH Chè Bảo Lộc Xanh', 120, { local: 60, enterprise: 60 }, at('che')),
  item('04', 3, 'ASSESS-DETAILED', 'Đánh giá chi tiết tại Công ty CP Thực phẩm Đà Lạt Sạch', 80, { local: 45, enterprise: 35 }, at('dinhDuong')),
  item('05', 3, 'DEMO-MODEL', 'Mô hình trình diễn tuần hoàn nước ươm tơ', 1000, { central: 50, local: 200, enterprise: 750 }, at('toTam')),
  item('06', 1, 'LEAFLET', 'In 10.000 tờ rơi về sản xuất sạch hơn', 25, { local: 25 }, { quantity: '10000' }),
  item('07', 1, 'TV-REPORTAGE', 'Bốn phóng sự trên đài truyền hình tỉnh', 80, { central: 30, local: 50 }, { quantity: '4' }),
  item('08', 2, 'DATABASE', 'Cập nhật cơ sở dữ liệu cơ sở công nghiệp của tỉnh', 90, { central: 40, local: 50 }),
  item('09', 3, 'ASSESS-RAPID', 'Đánh giá nhanh tại Công ty TNHH Cà phê Di Linh', 30, { local: 15, enterprise: 15 }, at('cafe')),
  item('10', 3, 'GUIDELINE', 'Hướng dẫn kỹ thuật cho ngành chế biến chè', 70, { central: 40, denmark: 30 }),
  item('11', 1, 'NEWSPAPER-ARTICLE', 'Loạt bài trên báo tỉnh', 20, { local: 20 }, { quantity: '10' }),
  item('12', 4, 'NETWORK-SUPPORT', 'Hỗ trợ Trung tâm Khuyến công tư vấn sản xuất sạch hơn', 45, { local: 45 }),
];

/** What the revision after the office's remarks changes: fewer leaflets. */
export const revisedLeaflets = item('06', 1, 'LEAFLET', 'In 8.000 tờ rơi về sản xuất sạch hơn', 22, { local: 22 }, { quantity: '8000' });

/** Plans of two other provinces in the same round. */
export const otherPlans = {
  87: [
    item('01', 1, 'WORKSHOP-INTRO', 'Hội thảo sản xuất sạch hơn ngành chế biến thủy sản', 50, { central: 20, local: 30 }),
    item('02', 1, 'TRAIN-STAFF', 'Đào tạo cán bộ phụ trách sản xuất sạch hơn', 70, { local: 70 }),
    item('03', 3, 'GUIDELINE', 'Hướng dẫn sản xuất sạch hơn cho nhà máy xay xát', 60, { local: 40, denmark: 20 }),
  ],
  31: [
    item('01', 1, 'TV-REPORTAGE', 'Phóng sự về mô hình sản xuất sạch hơn tại Hải Phòng', 60, { local: 60 }),
    item('02', 2, 'SURVEY', 'Khảo sát hiện trạng áp dụng sản xuất sạch hơn', 150, { central: 50, local: 100 }),
    item('03', 1, 'WORKSHOP-REVIEW', 'Hội thảo sơ kết và chia sẻ kinh nghiệm', 45, { local: 45 }),
  ],
};

/** The items as the CSV file that a province officer uploads. */
export function itemsAsCsv(items) {
  const header = 'item_id,component_project,activity,title,establishment,quantity,eligible_cost_vnd,central_vnd,local_vnd,denmark_vnd,enterprise_vnd,scheduled_date';
  const id = (name) => (name ?? '').replace(/^[A-Za-z]+\//, '');
  const rows = items.map((one) => {
    const share = Object.fromEntries(one.requested.map(({ source, amountVnd }) => [source, amountVnd]));
    return [one.itemId, id(one.componentProject), id(one.activity), `"${one.title.replaceAll('"', '""')}"`, id(one.establishment),
      one.quantity, one.eligibleCostVnd, share.central ?? 0, share.local ?? 0, share.denmark ?? 0, share.enterprise ?? 0, ''].join(',');
  });
  return [header, ...rows].join('\n') + '\n';
}
