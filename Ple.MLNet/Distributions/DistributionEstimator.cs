using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Distributions;

/// <summary>Estimates the parameters of a family of distributions from a numeric column.</summary>
public sealed class DistributionEstimator : IEstimator<DistributionTransformer>
{
    private readonly IHost _host;
    private readonly DistributionOptions _options;
    private readonly int _seed;

    internal DistributionEstimator(IHostEnvironment environment, DistributionOptions options)
    {
        _host = environment.Register(nameof(DistributionEstimator));
        _host.CheckValue(options, nameof(options));
        options.Validate();
        (_options, _seed) = (options, options.Seed ?? _host.Rand.Next());
    }

    /// <summary>Reads the column once and estimates.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or neither Single nor Double.</exception>
    /// <exception cref="InvalidOperationException">The values cannot be described by the family: none, too few, constant, not finite or not possible.</exception>
    public DistributionTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        DataViewSchema.Column column = ScalarColumn.Find(_host, input.Schema, _options.ColumnName);
        double[] values = ScalarColumn.ReadAll(input, column);
        try
        {
            double[] parameters = _options.Estimator.Estimate(_options.Family, values, new Random(_seed));
            bool isDouble = column.Type == NumberDataViewType.Double;
            return new(_host, _options.LogLikelihoodColumnName, _options.ColumnName, _options.Family, isDouble, parameters);
        }
        catch (ArgumentException cause)
        {
            throw _host.Except(cause, $"Column '{_options.ColumnName}': {cause.Message}");
        }
    }

    /// <summary>The input columns and the log-likelihood.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or neither Single nor Double.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        ScalarColumn.Check(_host, inputSchema, _options.ColumnName);
        return LogLikelihoodShape.AddTo(inputSchema, _options.LogLikelihoodColumnName);
    }
}
