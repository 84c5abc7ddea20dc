// Everything around the pages, and which page an address means.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import viVN from 'antd/locale/vi_VN';
import { Component, type ComponentType, type ReactNode, Suspense, lazy, useState } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router-dom';
import { asProblem } from '../api/problem';
import type { Area } from '../areas/area';
import { areas } from '../areas';
import { Loading } from '../design/layout';
import { ProblemBox } from '../design/problem';
import { useLanguage } from '../i18n/language';
import { PasswordPage } from './password';
import { SessionProvider, hasRole, useSession } from './session';
import { NotFound, Shell } from './shell';
import { SignInPage } from './signin';
import { theme } from './theme';

const HomePage = lazy(() => import('./home'));
const PublicPage = lazy(() => import('../areas/public/page'));

/** One lazy component a page, made once. */
const pages = areas.flatMap((area) => area.routes.map(({ path, load }) => ({ area, path, Page: lazy(load) })));

/** Server state: what cannot be reached is asked for twice more, what was refused is not. */
const newQueryClient = () => new QueryClient({
  defaultOptions: {
    queries: { retry: (failures, error) => failures < 2 && asProblem(error).undecided, staleTime: 10_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

function nonce(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
}

/** What a page throws is shown in its place; the menu stays. */
class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null };
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    return this.state.error ? <ProblemBox error={this.state.error} retry={() => { this.setState({ error: null }); }} /> : this.props.children;
  }
}

function ForPeople({ area, Page }: { area: Area; Page: ComponentType }) {
  const { user } = useSession();
  if (user === undefined) return <Loading />;
  if (user === null) return <SignInPage />;
  return hasRole(user, ...area.roles) ? <Page /> : <NotFound />;
}

function Start() {
  const { user } = useSession();
  if (user === undefined) return <Loading />;
  return user ? <HomePage /> : <PublicPage />;
}

function SignIn() {
  const { user } = useSession();
  return user ? <Navigate to="/" replace /> : <SignInPage />;
}

function Pages() {
  const { pathname } = useLocation();
  const { user } = useSession();
  if (user?.mustChangePassword) return <PasswordPage />;
  return (
    <Boundary key={pathname}>
      <Suspense fallback={<Loading />}>
        <Routes>
          <Route path="/" element={<Start />} />
          <Route path="/sign-in" element={<SignIn />} />
          <Route path="/public" element={<PublicPage />} />
          {pages.map(({ area, path, Page }) => <Route key={path} path={path} element={<ForPeople area={area} Page={Page} />} />)}
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </Boundary>
  );
}

/** Everything that pages and tests need around them. */
export function Providers({ children, client }: { children: ReactNode; client?: QueryClient }) {
  const { language } = useLanguage();
  const [own] = useState(() => client ?? newQueryClient());
  const [csp] = useState(() => ({ nonce: nonce() }));
  return (
    <ConfigProvider locale={language === 'vi' ? viVN : enUS} theme={theme} csp={csp} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={own}>
        <SessionProvider>{children}</SessionProvider>
      </QueryClientProvider>
    </ConfigProvider>
  );
}

export function App() {
  return <Providers><Shell><Pages /></Shell></Providers>;
}
