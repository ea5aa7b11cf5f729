using Microsoft.ML.OnnxRuntime;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;

namespace Ple.MLNet.Images;

/// <summary>A network of images in ONNX Runtime, with the bytes that it was loaded from. Safe for several threads.</summary>
internal sealed class OnnxNetwork : IDisposable
{
    public const int MostThreads = 256;

    private readonly InferenceSession _session;
    private readonly string _input;

    private OnnxNetwork(byte[] bytes, InferenceSession session, string input, IReadOnlyList<int> inputDimensions, string output, int threads)
        => (Bytes, _session, _input, InputDimensions, Output, Threads) = (bytes, session, input, inputDimensions, output, threads);

    /// <summary>The file.</summary>
    public byte[] Bytes { get; }

    /// <summary>Images, channels, height, width; -1 where the network leaves a number open.</summary>
    public IReadOnlyList<int> InputDimensions { get; }

    /// <summary>The name of the output that is taken.</summary>
    public string Output { get; }

    public int Threads { get; }

    /// <param name="bytes">Of the file.</param>
    /// <param name="output">Null for the only one.</param>
    /// <param name="threads">For an image.</param>
    /// <exception cref="InvalidDataException">No network of images, or without that output: the message begins in the middle of a sentence.</exception>
    /// <exception cref="InvalidOperationException">The application lacks the native ONNX Runtime.</exception>
    public static OnnxNetwork Load(byte[] bytes, string? output, int threads)
    {
        InferenceSession session = Start(bytes, threads);
        try
        {
            Check(session.InputMetadata.Count == 1, $"has {session.InputMetadata.Count} inputs, where one is expected: {Quoted.List(session.InputMetadata.Keys)}");
            (string input, NodeMetadata metadata) = session.InputMetadata.Single();
            Check(metadata is { IsTensor: true, Dimensions.Length: 4 } && metadata.ElementType == typeof(float) && metadata.Dimensions[0] is -1 or 1 && metadata.Dimensions[1] is -1 or 1 or 3,
                $"has an input {Quoted.Value(input)} that takes no single image of Single, [images, channels, height, width] with 1 or 3 channels");
            Check(output is not null || session.OutputMetadata.Count == 1, $"has several outputs: name one of {Quoted.List(session.OutputMetadata.Keys)}");
            string taken = output ?? session.OutputMetadata.Keys.Single();
            Check(session.OutputMetadata.TryGetValue(taken, out NodeMetadata? made), $"has no output {Quoted.Value(taken)}: its outputs are {Quoted.List(session.OutputMetadata.Keys)}");
            Check(made is { IsTensor: true } && made.ElementType == typeof(float), $"has an output {Quoted.Value(taken)} that is no tensor of Single");
            return new(bytes, session, input, metadata.Dimensions, taken, threads);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The output for one image, laid out flat.</summary>
    public float[] Run(float[] image, ImageShape shape)
    {
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(image, [1, shape.Channels, shape.Height, shape.Width]);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(options, [_input], [input], [Output]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose() => _session.Dispose();

    private static InferenceSession Start(byte[] bytes, int threads)
    {
        try
        {
            using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            return new(bytes, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidDataException($"cannot be loaded by ONNX Runtime: {e.Message}", e);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException)
        {
            throw new InvalidOperationException("The native ONNX Runtime is missing: add the package Microsoft.ML.OnnxRuntime to the application.", e);
        }
    }

    private static void Check(bool condition, string fault)
    {
        if (!condition)
            throw new InvalidDataException(fault + ".");
    }
}
