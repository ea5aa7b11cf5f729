namespace Ple.MLNet.Samples;

/// <summary>Something that the user of the program can put right; the message says what and how.</summary>
internal sealed class UserErrorException(string message, Exception? inner = null) : Exception(message, inner);
