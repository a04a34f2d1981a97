/** Minimum, median and maximum of a series. */
function spread(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const median = Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)];
  return { min: sorted[0], median, max: sorted[sorted.length - 1] };
}

/** Ratio of each round: both processes of a round ran under the same load, so it is more precise than the ratio of two medians. */
function ratios(values, references) {
  return spread(values.map((value, round) => value / references[round]));
}

module.exports = { spread, ratios };
