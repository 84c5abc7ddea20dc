// Server state: TanStack Query around the typed client. Pages use these hooks alone.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { type Answer, type ChangeParameters, type GetParameters, type PathOf, change, get, newRequestId } from './client';
import { asProblem } from './problem';

interface GetOptions {
  enabled?: boolean;
  /** Milliseconds for which the answer is taken as fresh. */
  staleTime?: number;
  refetchInterval?: number;
}

/** Reads a resource and keeps it fresh. The key is the address and its parameters. */
export function useGet<P extends PathOf<'get'>>(path: P, parameters: GetParameters<P>, options: GetOptions = {}) {
  return useQuery<Answer<P, 'get'>>({ queryKey: [path, parameters], queryFn: ({ signal }) => get(path, parameters, signal), ...options });
}

/** Reference data: read once while the page is open. */
export function useReference<P extends PathOf<'get'>>(path: P, parameters: GetParameters<P>, enabled = true) {
  return useGet(path, parameters, { staleTime: Infinity, enabled });
}

type WithoutId<T> = T extends { body: infer B } ? Omit<T, 'body'> & { body: Omit<NonNullable<B>, 'requestId'> } : T;

/**
 * A change with its request id. The id is kept while the outcome is unknown (a lost connection, an overloaded server) and the
 * request is the same, so that trying again can never do it twice; a new request, or one that was answered, gets a new id.
 * Everything that was read is read again afterwards.
 */
export function useChange<V extends 'post' | 'patch', P extends PathOf<V>>(verb: V, path: P, onDone?: (answer: Answer<P, V>) => void) {
  const client = useQueryClient();
  const open = useRef<{ content: string; requestId: string } | null>(null);
  return useMutation<Answer<P, V>, Error, WithoutId<ChangeParameters<P, V>>>({
    mutationFn: async (parameters) => {
      const content = JSON.stringify(parameters);
      if (open.current?.content !== content) open.current = { content, requestId: newRequestId() };
      const { requestId } = open.current;
      const given = parameters as { body: object };
      try {
        const answer = await change(verb, path, { ...given, body: { ...given.body, requestId } } as unknown as ChangeParameters<P, V>);
        open.current = null;
        return answer;
      } catch (error) {
        if (!asProblem(error).undecided) open.current = null;
        throw error;
      }
    },
    onSuccess: async (answer) => {
      onDone?.(answer);
      await client.invalidateQueries();
    },
  });
}
