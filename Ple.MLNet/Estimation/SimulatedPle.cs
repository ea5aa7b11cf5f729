namespace Ple.MLNet.Estimation;

/// <summary>
/// PLE from synthetic data sets, drawn anew for every data set X: H(X) = c(X) MLE(X), where the factor c follows from the ratios
/// MLE(Y_i) / theta of m sets Y_i drawn at theta = H(X). Where the distribution of the ratio is free of the parameters one round gives c;
/// otherwise 8 rounds with fresh draws do, the last 5 averaged. A factor frozen from one set of draws would compound its error over generations.
/// </summary>
public abstract class SimulatedPle : PointEstimator
{
    private const int Rounds = 8, AveragedRounds = 5;

    private protected SimulatedPle()
    {
    }

    /// <summary>Number m of synthetic data sets, 1 or more, each as large as the data. Default 100.</summary>
    public int SyntheticSets
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(SyntheticSets));
            field = value;
        }
    } = 100;

    /// <inheritdoc/>
    protected internal sealed override double[] EstimateUnchecked(DistributionFamily family, ReadOnlySpan<double> values, Random random)
    {
        double[] mle = family.MaximumLikelihood(values);
        if (!family.IsProper(mle))
            return mle;
        if (!family.Parameters.Any(p => p.Correction == PleCorrection.FixedPoint))
            return Correct(family, values, mle, mle, random);

        double[] current = mle, average = new double[mle.Length];
        for (int round = 1; round <= Rounds; round++)
        {
            current = Correct(family, values, mle, current, random);
            for (int j = 0; round > Rounds - AveragedRounds && j < average.Length; j++)
                average[j] += current[j] / AveragedRounds;
        }
        return average;
    }

    /// <summary>The factor c for one parameter.</summary>
    /// <param name="family">The family.</param>
    /// <param name="values">The data X.</param>
    /// <param name="mle">MLE(X).</param>
    /// <param name="parameter">Index of the parameter.</param>
    /// <param name="ratios">MLE(Y_i) / theta of the m synthetic sets.</param>
    private protected abstract double Factor(DistributionFamily family, ReadOnlySpan<double> values, double[] mle, int parameter, ReadOnlySpan<double> ratios);

    private double[] Correct(DistributionFamily family, ReadOnlySpan<double> values, double[] mle, double[] theta, Random random)
    {
        double[][] synthetic = new double[SyntheticSets][];
        family.FillMaximumLikelihood(theta, values.Length, random, synthetic);
        double[] ratios = new double[SyntheticSets];
        double[] corrected = [.. mle];
        for (int j = 0; j < mle.Length; j++)
        {
            FamilyParameter parameter = family.Parameters[j];
            if (parameter.Correction == PleCorrection.None)
                continue;
            for (int i = 0; i < SyntheticSets; i++)
                ratios[i] = synthetic[i][j] / theta[j];
            double factor = Factor(family, values, mle, j, ratios);
            corrected[j] = Math.Clamp(factor * mle[j], parameter.Lower, parameter.Upper);
        }
        return corrected;
    }
}
