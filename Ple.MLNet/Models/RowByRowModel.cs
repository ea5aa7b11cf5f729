using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>A model that fits itself and draws one row after another from uniform numbers.</summary>
internal abstract class RowByRowModel(string name, RowLayout layout) : GenerativeModel(name, layout), ISelfFittingModel
{
    private Dictionary<string, Tensor> _state = [];

    public IReadOnlyDictionary<string, Tensor> State => _state;

    public abstract void Fit(Tensor values, Tensor? condition, long seed, CancellationToken cancellationToken);

    public abstract void Restore(IReadOnlyDictionary<string, Tensor> state);

    public override Tensor Sample(Tensor? condition, INoise noise, OutputKind output)
    {
        int count = (int)noise.Rows, draws = DrawsOfRow;
        float[] conditions = condition is null ? [] : Numbers(condition), uniforms = Numbers(noise.Uniform(draws)), made = new float[count * Layout.ValueCount], row = new float[Layout.RowSize];
        for (int i = 0; i < count; i++)
        {
            Array.Clear(row);
            conditions.AsSpan(i * Layout.ConditionSize, Layout.ConditionSize).CopyTo(row.AsSpan(Layout.ValueCount));
            Draw(row, uniforms.AsSpan(i * draws, draws));
            row.AsSpan(0, Layout.ValueCount).CopyTo(made.AsSpan(i * Layout.ValueCount));
        }
        return Reproducible.Copy(made, [count, Layout.ValueCount], CPU);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Forget();
        base.Dispose(disposing);
    }

    /// <summary>Uniform numbers that a row takes.</summary>
    protected abstract int DrawsOfRow { get; }

    /// <summary>Values for a row whose class is set.</summary>
    /// <param name="row">[d + c], its values 0.</param>
    /// <param name="uniforms">Strictly between 0 and 1.</param>
    protected abstract void Draw(Span<float> row, ReadOnlySpan<float> uniforms);

    /// <summary>As many rows of the model as there are given, of the same classes.</summary>
    protected float[] OwnRows(float[] rows, Random random)
    {
        float[] own = new float[rows.Length], uniforms = new float[DrawsOfRow];
        for (int start = 0; start < rows.Length; start += Layout.RowSize)
        {
            rows.AsSpan(start + Layout.ValueCount, Layout.ConditionSize).CopyTo(own.AsSpan(start + Layout.ValueCount));
            for (int i = 0; i < uniforms.Length; i++)
                uniforms[i] = (random.Next(1 << 24) + 0.5f) / (1 << 24);
            Draw(own.AsSpan(start, Layout.RowSize), uniforms);
        }
        return own;
    }

    /// <summary>Takes the place of the state that there was; owns the tensors.</summary>
    protected void Keep(Dictionary<string, Tensor> state)
    {
        Forget();
        _state = state;
        foreach (Tensor tensor in state.Values)
            tensor.DetachFromDisposeScope();
    }

    protected static float[] Numbers(Tensor tensor) => tensor.Numbers<float>();

    private void Forget()
    {
        foreach (Tensor tensor in _state.Values)
            tensor.Dispose();
    }
}
