using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Fairness;

/// <summary>
/// How often each class is among generated rows, as an oracle counts them and corrected for the classes that it confuses: with the oracle's matrix
/// C[i, j] = P(named j | of class i), p = (C')^-1 q. The variance is that of q and of C together (delta method).
/// </summary>
internal sealed class ClassFrequencies
{
    private readonly double[] _frequencies, _variances;
    private readonly long _rows;
    private readonly bool _isCorrected;
    private readonly double _quantile, _level;

    /// <param name="counts">Generated rows that are named each class.</param>
    /// <param name="confusion">[actual][named], rows of real ones, none of a class that real rows lack: it is taken to be named rightly; null where it is not known.</param>
    /// <param name="level">Of the intervals.</param>
    public ClassFrequencies(long[] counts, long[][]? confusion, double level)
    {
        (_rows, _level, _quantile) = (counts.Sum(), level, Normal.InvCDF(0, 1, (1 + level) / 2));
        double[] named = [.. counts.Select(c => (double)c / _rows)];
        (_frequencies, _variances) = (named, [.. named.Select(q => q * (1 - q) / _rows)]);
        if (confusion is not null && Correct(named, confusion) is { } corrected)
            ((_frequencies, _variances), _isCorrected) = (corrected, true);
    }

    /// <summary>Whether a confusion matrix was used: it is not where it is singular, an oracle's that guesses.</summary>
    public bool IsCorrected => _isCorrected;

    /// <summary>Of a class, from 0 to 1.</summary>
    public double this[int index] => Math.Clamp(_frequencies[index], 0, 1);

    /// <summary>Standard error of a class's frequency.</summary>
    public double Error(int index) => Math.Sqrt(Math.Max(0, _variances[index]));

    public ConfidenceInterval Interval(int index)
    {
        (double p, double variance) = (_frequencies[index], _variances[index]);
        if (!_isCorrected)
            return Statistics.Binomial.Interval(p, _rows, _level);
        double effective = p * (1 - p) / variance;
        return p is > 0 and < 1 && effective > 1 ? Statistics.Binomial.Interval(p, effective, _level) : new(Math.Clamp(p - _quantile * Math.Sqrt(variance), 0, 1), Math.Clamp(p + _quantile * Math.Sqrt(variance), 0, 1), _level);
    }

    /// <summary>Probability of as large a difference from a real frequency where there is none.</summary>
    /// <param name="index">Of the class.</param>
    /// <param name="real">Its real frequency.</param>
    /// <param name="realRows">All real rows.</param>
    public double PValue(int index, double real, long realRows)
    {
        double pooled = (real * realRows + this[index] * _rows) / (realRows + _rows);
        double binomial = pooled * (1 - pooled) / _rows, named = _frequencies[index] * (1 - _frequencies[index]) / _rows;
        double variance = pooled * (1 - pooled) / realRows + (_isCorrected ? Math.Max(binomial, binomial + _variances[index] - Math.Max(0, named)) : binomial);
        return variance <= 0 ? 1 : 2 * Normal.CDF(0, 1, -Math.Abs(_frequencies[index] - real) / Math.Sqrt(variance));
    }

    private (double[] Frequencies, double[] Variances)? Correct(double[] named, long[][] confusion)
    {
        int count = named.Length;
        double[] rows = [.. confusion.Select(r => (double)r.Sum())];
        var matrix = Matrix<double>.Build.Dense(count, count, (i, j) => rows[i] > 0 ? confusion[i][j] / rows[i] : i == j ? 1 : 0);
        if (matrix.ConditionNumber() > 1e3)
            return null;
        Matrix<double> inverse = matrix.Transpose().Inverse();
        Vector<double> p = inverse * Vector<double>.Build.DenseOfArray(named);
        Matrix<double> covariance = Multinomial(named, _rows);
        foreach (int i in Enumerable.Range(0, count).Where(i => rows[i] > 0))
        {
            // A class of which few rows were looked at may be confused more often than none of them was: half a row to each cell.
            double[] smoothed = [.. confusion[i].Select(c => (c + 0.5) / (rows[i] + 0.5 * count))];
            covariance += p[i] * p[i] * Multinomial(smoothed, rows[i]);
        }
        Matrix<double> ofCorrected = inverse * covariance * inverse.Transpose();
        return (p.ToArray(), [.. ofCorrected.Diagonal()]);
    }

    private static Matrix<double> Multinomial(double[] shares, double rows)
        => Matrix<double>.Build.Dense(shares.Length, shares.Length, (i, j) => ((i == j ? shares[i] : 0) - shares[i] * shares[j]) / rows);
}
