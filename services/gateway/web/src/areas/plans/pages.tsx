// Addresses of the plans.
import { Route, Routes } from 'react-router-dom';
import { NotFound } from '../../app/shell';
import { PlanList } from './list';

export default function PlanPages() {
  return (
    <Routes>
      <Route index element={<PlanList />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
