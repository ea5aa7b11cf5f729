using static TorchSharp.torch;

namespace Ple.MLNet.Interop;

/// <summary>
/// Named tensors and numbers of something that runs. Each part names what it holds in one method, which serves both ways: what it names is copied out
/// when a state is kept, and put back when one is restored.
/// </summary>
internal sealed class CheckpointState : IDisposable
{
    private readonly Dictionary<string, Tensor> _tensors;
    private readonly bool _restores;

    private CheckpointState(Dictionary<string, Tensor> tensors, bool restores) => (_tensors, _restores) = (tensors, restores);

    /// <summary>An empty one, to keep a state in.</summary>
    public static CheckpointState ToKeep() => new([], restores: false);

    /// <summary>One that was kept.</summary>
    /// <param name="tensors">Taken over.</param>
    public static CheckpointState ToRestore(IReadOnlyDictionary<string, Tensor> tensors)
        => new(tensors.ToDictionary(t => t.Key, t => t.Value.DetachFromDisposeScope()), restores: true);

    /// <summary>The same state, to be put back; it shares the tensors, and is not disposed of apart.</summary>
    public CheckpointState Back() => new(_tensors, restores: true);

    public IReadOnlyList<(string Name, Tensor Tensor)> Tensors => [.. _tensors.Select(t => (t.Key, t.Value))];

    /// <summary>A tensor, restored in place.</summary>
    public void Visit(string name, Tensor tensor)
    {
        using var noGrad = no_grad();
        if (!_restores)
        {
            _tensors.Add(name, tensor.detach().OnHost().clone().DetachFromDisposeScope());
            return;
        }
        Tensor kept = Find(name);
        PayloadReader.Check(kept.shape.SequenceEqual(tensor.shape) && kept.dtype == tensor.dtype, $"'{name}' is of another shape or type");
        tensor.copy_(kept);
    }

    /// <summary>A tensor that may not be there yet.</summary>
    /// <returns>What is to stand in its place; a restored one belongs to no dispose scope.</returns>
    public Tensor? VisitOptional(string name, Tensor? tensor, Device device)
    {
        if (_restores)
            return _tensors.TryGetValue(name, out Tensor? kept) ? kept.to(device, copy: true).DetachFromDisposeScope() : null;
        if (tensor is not null)
            Visit(name, tensor);
        return tensor;
    }

    /// <summary>A number, kept exactly.</summary>
    /// <returns>What is to stand in its place.</returns>
    public double Visit(string name, double number)
    {
        if (_restores)
            return Find(name).Number();
        _tensors.Add(name, tensor(new[] { number }).DetachFromDisposeScope());
        return number;
    }

    /// <summary>A count, kept exactly.</summary>
    /// <returns>What is to stand in its place.</returns>
    public long Visit(string name, long count)
    {
        if (_restores)
            return Find(name).Numbers<long>()[0];
        _tensors.Add(name, tensor(new[] { count }).DetachFromDisposeScope());
        return count;
    }

    /// <summary>Where a source of random numbers stands.</summary>
    public void Visit(string name, Generator generator)
    {
        if (_restores)
            generator.set_state(Find(name));
        else
            _tensors.Add(name, generator.get_state().DetachFromDisposeScope());
    }

    public void Dispose()
    {
        foreach (Tensor tensor in _tensors.Values)
            tensor.Dispose();
    }

    private Tensor Find(string name)
        => _tensors.TryGetValue(name, out Tensor? tensor) ? tensor : throw new InvalidDataException($"'{name}' is missing.");
}
