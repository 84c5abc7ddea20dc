// Who is signed in. A session that ends while somebody works is renewed in a dialog over the page: what was typed stays.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { type Schema, get, post, wire } from '../api/client';
import { asProblem } from '../api/problem';
import { currentLanguage } from '../i18n/language';
import { ExpiredDialog } from './signin';

export type User = Schema<'gateway.v1.User'>;
type Delegation = Schema<'gateway.v1.Delegation'>;
export type Role = User['roles'][number];

interface Session {
  /** Undefined until the server said whether somebody is signed in; null for nobody. */
  user: User | null | undefined;
  /** The delegation that the session acts under: `user` then has its role alone. */
  actingFor: Delegation | null;
  /** Reads anew who the caller is, and forgets what was read before. */
  refresh: () => Promise<void>;
  signIn: (userId: string, password: string) => Promise<void>;
  signOut: () => Promise<void>;
}
const Context = createContext<Session | null>(null);

/** Only saves a pointless request; the cookie is what counts. */
const hint = 'cpb-signed-in';
const remember = (signedIn: boolean) => {
  try {
    if (signedIn) localStorage.setItem(hint, '1');
    else localStorage.removeItem(hint);
  } catch {
    // Then the page asks again after a reload.
  }
};
const remembered = (): boolean => {
  try {
    return localStorage.getItem(hint) === '1';
  } catch {
    return true;
  }
};

const enter = async (userId: string, password: string): Promise<User> => {
  const { user } = await post('/v1/sessions', { body: { userId, password } });
  if (!user) throw new Error('the answer to signing in names no user');
  remember(true);
  return user;
};

/** Under a delegation a person has the delegated role and no other. */
const readCaller = async (): Promise<{ user: User | null; actingFor: Delegation | null }> => {
  const { user, actingFor } = await get('/v1/caller', {});
  return { user: user ? { ...user, roles: actingFor ? [actingFor.role] : user.roles } : null, actingFor: actingFor ?? null };
};

export function SessionProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [user, setUser] = useState<User | null | undefined>(() => (remembered() ? undefined : null));
  const [actingFor, setActingFor] = useState<Delegation | null>(null);
  const [expired, setExpired] = useState(false);
  const userRef = useRef(user);
  const waiting = useRef<((renewed: boolean) => void)[]>([]);
  useEffect(() => {
    userRef.current = user;
  }, [user]);

  const settle = useCallback((renewed: boolean) => {
    setExpired(false);
    for (const go of waiting.current.splice(0)) go(renewed);
  }, []);

  useEffect(() => {
    wire({
      language: currentLanguage,
      renew: () => {
        if (!userRef.current) return Promise.resolve(false);
        setExpired(true);
        return new Promise((resolve) => waiting.current.push(resolve));
      },
    });
    if (userRef.current === null) return;
    readCaller().then(
      (caller) => {
        setUser(caller.user);
        setActingFor(caller.actingFor);
      },
      (error: unknown) => {
        if (asProblem(error).status === 401) remember(false);
        setUser(null);
      });
  }, []);

  const signIn = useCallback(async (userId: string, password: string) => {
    const found = await enter(userId, password);
    client.clear();
    setUser(found);
    setActingFor(null);
  }, [client]);

  const refresh = useCallback(async () => {
    const caller = await readCaller();
    client.clear();
    setUser(caller.user);
    setActingFor(caller.actingFor);
  }, [client]);

  const leave = useCallback(() => {
    remember(false);
    settle(false);
    setUser(null);
    setActingFor(null);
    client.clear();
  }, [client, settle]);

  const signOut = useCallback(async () => {
    try {
      await post('/v1/sessions:signOut', { body: {} });
    } catch (error) {
      if (asProblem(error).status !== 401) throw error;
    }
    leave();
  }, [leave]);

  const renew = useCallback(async (userId: string, password: string) => {
    const found = await enter(userId, password);
    // A new session acts in the person's own right; the page goes on as it was.
    if (found.name === userRef.current?.name && actingFor) await post('/v1/sessions:actFor', { body: { delegation: actingFor.name } });
    if (found.name === userRef.current?.name) settle(true);
    else location.assign('/');  // Nothing of the first person may stay in this page.
  }, [settle, actingFor]);

  const session = useMemo(() => ({ user, actingFor, refresh, signIn, signOut }), [user, actingFor, refresh, signIn, signOut]);
  return (
    <Context.Provider value={session}>
      {children}
      <ExpiredDialog open={expired} userId={user?.name.replace('users/', '') ?? ''} onSignIn={renew} onLeave={leave} />
    </Context.Provider>
  );
}

export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error('useSession is for parts inside SessionProvider');
  return session;
}

/** The person, on pages that only signed-in people reach. */
export function useUser(): User {
  const { user } = useSession();
  if (!user) throw new Error('useUser is for pages of signed-in people');
  return user;
}

export const hasRole = (user: User | null | undefined, ...roles: Role[]): boolean => Boolean(user?.roles.some((role) => roles.includes(role)));
