// Colours and sizes of Ant Design's parts; app.css uses the same colours. Contrast at least 4.5 to 1.
import type { ThemeConfig } from 'antd';

export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0b5d3b',
    colorLink: '#0b5d3b',
    colorError: '#a3201d',
    colorTextDescription: '#51606f',
    colorTextPlaceholder: '#66727f',
    borderRadius: 4,
    fontFamily: 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    fontSize: 15,
    // No animations: modest laptops, and people who do this all day.
    motion: false,
  },
  components: { Tag: { fontSizeSM: 13 } },
};
