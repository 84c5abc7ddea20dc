// Addresses of the plans.
import { Route, Routes } from 'react-router-dom';
import { NotFound } from '../../app/shell';
import { ComparePage } from './compare';
import { PlanList } from './list';
import { PlanPage } from './plan';

export default function PlanPages() {
  return (
    <Routes>
      <Route index element={<PlanList />} />
      <Route path=":plan" element={<PlanPage />} />
      <Route path=":plan/compare" element={<ComparePage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
