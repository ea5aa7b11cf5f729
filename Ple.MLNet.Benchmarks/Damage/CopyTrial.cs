using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.ML;

namespace Ple.MLNet.Benchmarks.Damage;

/// <summary>Loads and uses damaged copies, one after another on a thread of its own, so that one that never ends is noticed.</summary>
internal sealed class CopyTrial(SavedKinds kinds)
{
    private static readonly Type[] _faults =
    [
        typeof(NullReferenceException), typeof(IndexOutOfRangeException), typeof(OutOfMemoryException), typeof(DivideByZeroException),
        typeof(InvalidCastException), typeof(AccessViolationException), typeof(InsufficientExecutionStackException),
    ];

    private BlockingCollection<(DamagedCopy Copy, BlockingCollection<CopyResult> Answer)>? _work;

    private volatile bool _isInSchema;

    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(5);

    /// <summary>After a hang the thread is given up, and the next copy gets another.</summary>
    public CopyResult Run(DamagedCopy copy)
    {
        _work ??= Start();
        using var answer = new BlockingCollection<CopyResult>();
        _work.Add((copy, answer));
        if (answer.TryTake(out CopyResult? result, Limit))
            return result;
        _work.CompleteAdding();
        _work = null;
        return CopyResult.Ended(copy.Index, _isInSchema ? CopyOutcome.HangInSchema : CopyOutcome.Hang, (long)Limit.TotalMilliseconds);
    }

    private BlockingCollection<(DamagedCopy, BlockingCollection<CopyResult>)> Start()
    {
        var work = new BlockingCollection<(DamagedCopy Copy, BlockingCollection<CopyResult> Answer)>();
        new Thread(() =>
        {
            foreach ((DamagedCopy copy, BlockingCollection<CopyResult> answer) in work.GetConsumingEnumerable())
            {
                CopyResult result = Try(copy);
                if (!work.IsAddingCompleted)
                    answer.Add(result);
            }
        }) { IsBackground = true }.Start();
        return work;
    }

    private CopyResult Try(DamagedCopy copy)
    {
        (long resident, long peak) = Memory();
        long allocated = GC.GetTotalAllocatedBytes();
        int strangers = Strangers();
        var watch = Stopwatch.StartNew();
        (CopyOutcome outcome, string violation, string message) = LoadAndUse(copy);
        long milliseconds = watch.ElapsedMilliseconds;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        (_, long peakAfter) = Memory();
        if (UnknownFamilyWitness.HasRun)
            violation = "an unregistered type ran";
        else if (Strangers() > strangers && copy.Damage != DamageKind.ForgedEntry)
            violation = "a stranger's assembly was loaded";
        return new(copy.Index, outcome, milliseconds, allocated, peakAfter > peak ? peakAfter - resident : 0, violation, message);
    }

    private (CopyOutcome, string Violation, string Message) LoadAndUse(DamagedCopy copy)
    {
        string violation = "";
        _isInSchema = true;
        SchemaEntry.Read(copy.File);
        _isInSchema = false;
        try
        {
            ITransformer model = new MLContext(seed: 1).Model.Load(new MemoryStream(copy.File), out _);
            if (!new ModelBlock(ModelEntries.ReadOne(copy.File, ModelEntries.Transformer)).HasRightHash)
                violation = "loaded with a wrong hash";
            CopyUse.Use(model, kinds.Data);
            return (CopyOutcome.Loaded, violation, "");
        }
        catch (Exception e)
        {
            Exception cause = e.GetBaseException();
            bool isFault = cause.Message.Length == 0 || _faults.Contains(cause.GetType());
            return (isFault ? CopyOutcome.Fault : CopyOutcome.Refused, violation, isFault ? cause.ToString() : cause.Message);
        }
    }

    /// <summary>Loaded assemblies that no model needs.</summary>
    private static int Strangers() => AppDomain.CurrentDomain.GetAssemblies().Count(a => a.GetName().Name is "BenchmarkDotNet" or "ScottPlot");

    private static (long Resident, long Peak) Memory()
    {
        using var process = Process.GetCurrentProcess();
        return (process.WorkingSet64, process.PeakWorkingSet64);
    }
}
