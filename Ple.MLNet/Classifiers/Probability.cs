using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Classifiers;

/// <summary>Words and transforms of two-class probabilities.</summary>
internal static class Probability
{
    private const double MostLogOdds = 20, Precision = 1e-9;

    /// <summary>What odds are multiplied by for another prevalence than a model was fitted to (Saerens et al. 2002).</summary>
    public static double OddsFactor(double fitted, double prevalence) => prevalence / fitted * ((1 - fitted) / (1 - prevalence));

    /// <summary>What odds must be multiplied by for a mean probability.</summary>
    /// <param name="probabilities">Of rows that the model was not fitted to; some between 0 and 1.</param>
    /// <param name="mean">To be reached.</param>
    public static double OddsFactor(double[] probabilities, double mean)
    {
        (double low, double high) = (-MostLogOdds, MostLogOdds);
        while (high - low > Precision)
        {
            double middle = (low + high) / 2, factor = Math.Exp(middle);
            (low, high) = probabilities.Average(p => p * factor / (p * factor + 1 - p)) < mean ? (middle, high) : (low, middle);
        }
        return Math.Exp((low + high) / 2);
    }

    /// <summary>The model, then its probability with other odds, then the label by one half.</summary>
    public static TransformerChain<ITransformer> WithOdds(MLContext mlContext, ITransformer model, IDataView input, double factor)
    {
        IDataView scored = model.Transform(input);
        string odds = Number(factor);
        ExpressionTransformer shift = mlContext.Transforms.Expression(ScoredColumns.Probability, $"(p) => p * {odds} / (p * {odds} + 1 - p)", ScoredColumns.Probability).Fit(scored);
        return new(model, shift, mlContext.Transforms.Expression(ScoredColumns.PredictedLabel, "(p) => p >= 0.5f", ScoredColumns.Probability).Fit(shift.Transform(scored)));
    }

    /// <summary>As the expressions of ML.NET take it.</summary>
    public static string Number(double value) => value.ToString("0.##########", CultureInfo.InvariantCulture) + "f";
}
