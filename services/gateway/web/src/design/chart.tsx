// A chart. Its library is loaded when the first one is shown. A chart never stands alone: a table beside it says the same.
import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef } from 'react';

/** `label` says in words what the chart shows. `onPick` gets the index of the bar that was clicked. */
export function Chart({ option, height, label, onPick }: { option: EChartsCoreOption; height: number; label: string; onPick?: (index: number) => void }) {
  const place = useRef<HTMLDivElement>(null);
  const pick = useRef(onPick);
  useEffect(() => { pick.current = onPick; });
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    let gone = false;
    let leave: () => void = () => undefined;
    void import('./echarts').then(({ init }) => {
      if (gone) return;
      const chart = init(box);
      chart.setOption(option);
      chart.on('click', ({ dataIndex }) => pick.current?.(dataIndex));
      const watch = new ResizeObserver(() => { chart.resize(); });
      watch.observe(box);
      leave = () => { watch.disconnect(); chart.dispose(); };
    });
    return () => { gone = true; leave(); };
  }, [option]);
  return <div ref={place} role="img" aria-label={label} style={{ height, width: '100%' }} />;
}
