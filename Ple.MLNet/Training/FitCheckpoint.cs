using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>
/// The checkpoint of one fit: a file with the state of the loop that runs, and with the results of the phases before it. What lies between loops follows
/// from these and is done again.
/// </summary>
internal sealed class FitCheckpoint : IDisposable
{
    private const string FileName = "fit.checkpoint";
    private const int Version = 1;

    private readonly CheckpointOptions _options;
    private readonly FitIdentity _identity;
    private readonly string _path;
    private readonly SortedDictionary<TrainingPhase, CheckpointState> _results = [];
    private (TrainingPhase Phase, CheckpointState State)? _running;

    /// <summary>Reads the file, if there is one.</summary>
    /// <param name="context">Throws the errors.</param>
    /// <param name="options">Where and how often.</param>
    /// <param name="identity">Of the fit.</param>
    /// <exception cref="InvalidOperationException">The file is another fit's.</exception>
    /// <exception cref="FormatException">The file is damaged.</exception>
    public FitCheckpoint(IExceptionContext context, CheckpointOptions options, FitIdentity identity)
    {
        (_options, _identity, _path) = (options, identity, Path.Combine(Path.GetFullPath(options.Folder), FileName));
        Directory.CreateDirectory(options.Folder);
        if (!File.Exists(_path))
            return;
        using var reader = new BinaryReader(new MemoryStream(File.ReadAllBytes(_path)));
        string? other;
        try
        {
            other = HashedPayload.Read(context, reader, Read);
        }
        catch (FormatException e)
        {
            throw context.ExceptDecode(e, $"The checkpoint '{_path}' is damaged. Delete it, and the fit starts anew.");
        }
        if (other is not null)
            throw context.Except($"The checkpoint '{_path}' is that of another fit: it differs in {other}. Name another folder, or delete it if that fit is not to go on.");
    }

    /// <summary>Puts back the result of a phase that was finished.</summary>
    /// <returns>False where it was not.</returns>
    public bool Restore(TrainingPhase phase, Action<CheckpointState> visit)
    {
        if (!_results.TryGetValue(phase, out CheckpointState? result))
            return false;
        visit(CheckpointState.ToRestore(result.Tensors.ToDictionary(t => t.Name, t => t.Tensor)));
        return true;
    }

    /// <summary>Keeps the result of a phase; it is written with the next checkpoint.</summary>
    public void Finish(TrainingPhase phase, Action<CheckpointState> visit)
    {
        var result = CheckpointState.ToKeep();
        visit(result);
        _results.Add(phase, result);
    }

    /// <summary>Puts back the state in which the loop of a phase was.</summary>
    /// <returns>False where there is none of that phase.</returns>
    public bool Resume(TrainingPhase phase, Action<CheckpointState> visit)
    {
        if (_running is not { } running || running.Phase != phase)
            return false;
        visit(running.State);
        running.State.Dispose();
        _running = null;
        return true;
    }

    /// <summary>Writes a checkpoint, if it is time.</summary>
    public void KeepAt(TrainingPhase phase, int stepsDone, Action<CheckpointState> visit)
    {
        if (stepsDone % _options.EverySteps != 0)
            return;
        using var scope = NewDisposeScope();
        using var state = CheckpointState.ToKeep();
        visit(state);
        string temporary = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetRandomFileName()[..8]}.checkpoint");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew))
            {
                using (var writer = new BinaryWriter(file, HashedPayload.Encoding, leaveOpen: true))
                    HashedPayload.Write(writer, payload => Write(payload, phase, state));
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, _path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>The fit has ended well.</summary>
    public void Delete() => File.Delete(_path);

    public void Dispose()
    {
        _running?.State.Dispose();
        foreach (CheckpointState result in _results.Values)
            result.Dispose();
    }

    private void Write(BinaryWriter writer, TrainingPhase phase, CheckpointState state)
    {
        writer.Write(Version);
        _identity.Write(writer);
        writer.Write((int)phase);
        SafeTensors.Write(writer, state.Tensors);
        writer.Write(_results.Count);
        foreach ((TrainingPhase finished, CheckpointState result) in _results)
        {
            writer.Write((int)finished);
            SafeTensors.Write(writer, result.Tensors);
        }
    }

    /// <returns>In what the file's fit differs; null where it is this one.</returns>
    private string? Read(PayloadReader reader)
    {
        PayloadReader.Check(reader.ReadInt32() == Version, "it is of another version");
        string? other = _identity.Difference(reader);
        using var scope = NewDisposeScope();
        (TrainingPhase, CheckpointState) running = ReadPhase();
        int count = reader.ReadCount(0, (int)TrainingPhase.CorrectionOnSyntheticRows);
        for (int i = 0; i < count; i++)
        {
            (TrainingPhase finished, CheckpointState result) = ReadPhase();
            PayloadReader.Check(_results.TryAdd(finished, result), "a phase is there twice");
        }
        _running = running;
        return other;

        (TrainingPhase, CheckpointState) ReadPhase()
            => ((TrainingPhase)reader.ReadInt32(0, (int)TrainingPhase.CorrectionOnSyntheticRows), CheckpointState.ToRestore(SafeTensors.ReadAny(reader)));
    }
}
