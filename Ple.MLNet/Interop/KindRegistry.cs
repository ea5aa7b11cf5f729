namespace Ple.MLNet.Interop;

/// <summary>
/// The types that a saved model may name, each by a name of its own: what the library knows, and what the application registered. A file
/// holds the name and never a type's, so that it makes nothing run that is not in here. Safe for several threads.
/// </summary>
/// <typeparam name="T">The kind: the class that they all derive from.</typeparam>
/// <param name="kind">In words, for messages.</param>
internal sealed class KindRegistry<T>(string kind) where T : class
{
    /// <summary>Begins the names of the library's own, so that a later version may add some without meeting those of applications.</summary>
    private const string OwnPrefix = "ple.";

    private const int MostCharacters = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Type Type, Func<T> Create)> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, string> _names = [];

    /// <summary>The library's own, at the start.</summary>
    public KindRegistry<T> WithOwn(string name, Func<T> create)
    {
        Add(OwnPrefix + name, create);
        return this;
    }

    /// <summary>An application's. Doing it again is no error.</summary>
    /// <exception cref="ArgumentException">The name is empty, too long, the library's, or that of another type; or the type has another name.</exception>
    public void Register(string name, Func<T> create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);
        if (SavedText.Fault(name, MostCharacters) is string fault)
            throw new ArgumentException($"The name of a {kind} {fault}: {Quoted.Value(name)}.", nameof(name));
        if (name.StartsWith(OwnPrefix, StringComparison.Ordinal))
            throw new ArgumentException($"Names that begin with '{OwnPrefix}' are the library's own: choose another than {Quoted.Value(name)}.", nameof(name));
        Add(name, create);
    }

    /// <summary>The name of a type; null where it has none.</summary>
    public string? NameOf(Type type)
    {
        lock (_lock)
            return _names.GetValueOrDefault(type);
    }

    /// <exception cref="InvalidOperationException">The name is not known.</exception>
    public T Create(string name)
    {
        Func<T> create;
        lock (_lock)
        {
            create = _byName.TryGetValue(name, out var known) ? known.Create : throw new InvalidOperationException($"The model file holds a {kind} named {Quoted.Value(name)}, " +
                $"which this application has not registered: call PleKinds.Register({Quoted.Value(name)}, () => ...) before loading, if you trust the file.");
        }
        return create();
    }

    private void Add(string name, Func<T> create)
    {
        Type type = (create() ?? throw new ArgumentException($"Made null where a {kind} was expected.", nameof(create))).GetType();
        lock (_lock)
        {
            if (_byName.TryGetValue(name, out var other) && other.Type != type)
                throw new ArgumentException($"The name {Quoted.Value(name)} is taken by {other.Type}: register {type} by another.", nameof(name));
            if (_names.TryGetValue(type, out string? old) && old != name)
                throw new ArgumentException($"{type} is registered by the name {Quoted.Value(old)} already.", nameof(name));
            _byName.TryAdd(name, (type, create));
            _names.TryAdd(type, name);
        }
    }
}
