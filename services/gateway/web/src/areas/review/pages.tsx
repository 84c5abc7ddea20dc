// Addresses of the plans under review.
import { Route, Routes } from 'react-router-dom';
import { NotFound } from '../../app/shell';
import { PlanPage } from './plan';
import { Queue } from './queue';

export default function ReviewPages() {
  return (
    <Routes>
      <Route index element={<Queue />} />
      <Route path=":id" element={<PlanPage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
