using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Samples.Tabular;

/// <summary>Fits several learners to the same rows, so that what makes these rows is fitted once for all.</summary>
internal sealed class SeveralLearners(IReadOnlyList<IEstimator<ITransformer>> learners) : IEstimator<SeveralLearners.Fitted>
{
    public Fitted Fit(IDataView input) => new([.. learners.Select(learner =>
    {
        long started = Stopwatch.GetTimestamp();
        return (learner.Fit(input), Stopwatch.GetElapsedTime(started).TotalSeconds);
    })]);

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;

    /// <summary>The models, in the order of the learners; it transforms nothing itself.</summary>
    internal sealed class Fitted(IReadOnlyList<(ITransformer Model, double Seconds)> models) : ITransformer
    {
        public IReadOnlyList<(ITransformer Model, double Seconds)> Models => models;

        bool ITransformer.IsRowToRowMapper => false;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IDataView Transform(IDataView input) => throw NotATransformer();

        IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => throw NotATransformer();

        void ICanSaveModel.Save(ModelSaveContext ctx) => throw NotATransformer();

        private static NotSupportedException NotATransformer() => new("Several models are used one by one.");
    }
}
