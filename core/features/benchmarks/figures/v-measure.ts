// How well clusters agree with what the texts are about.

/** Above any cluster's number. */
const mostClusters = 2 ** 24;

/**
 * V-measure, 0 to 1: the harmonic mean of homogeneity (a cluster holds one label) and completeness (a label lies in one cluster). NaN of no items.
 * Source: A. Rosenberg and J. Hirschberg, "V-Measure: A Conditional Entropy-Based External Cluster Evaluation Measure", EMNLP-CoNLL 2007.
 * @param items a label and a cluster each, as numbers from 0
 */
export function vMeasure(items: readonly (readonly [label: number, cluster: number])[]): number {
  if (items.length === 0) return NaN;
  const labels = new Map<number, number>();
  const clusters = new Map<number, number>();
  const both = new Map<number, number>();
  for (const [label, cluster] of items) {
    labels.set(label, (labels.get(label) ?? 0) + 1);
    clusters.set(cluster, (clusters.get(cluster) ?? 0) + 1);
    const pair = label * mostClusters + cluster;
    both.set(pair, (both.get(pair) ?? 0) + 1);
  }
  const ofLabels = entropy(labels.values(), items.length);
  const ofClusters = entropy(clusters.values(), items.length);
  const shared = ofLabels + ofClusters - entropy(both.values(), items.length);
  // One label alone is in no cluster wrongly, and one cluster alone tears no label apart.
  const homogeneity = ofLabels === 0 ? 1 : shared / ofLabels;
  const completeness = ofClusters === 0 ? 1 : shared / ofClusters;
  return homogeneity + completeness <= 1e-12 ? 0 : (2 * homogeneity * completeness) / (homogeneity + completeness);
}

function entropy(counts: Iterable<number>, total: number): number {
  let sum = 0;
  for (const count of counts) sum -= (count / total) * Math.log(count / total);
  return sum;
}
