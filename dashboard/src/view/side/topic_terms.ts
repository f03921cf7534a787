// The topic patterns that a query names, to mark them in the tree. Canonical text has each as one word.
export function topicTermsIn(query: string): readonly string[] {
    const terms = query.matchAll(/(?:^|[\s(])topic:(?:"([^"]*)"|([^\s()]+))/g);
    return Array.from(terms, ([, quoted, bare]) => quoted ?? bare ?? "");
}
