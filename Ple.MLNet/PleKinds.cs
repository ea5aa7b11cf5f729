using Ple.MLNet.Distributions;
using Ple.MLNet.Estimation;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;

namespace Ple.MLNet;

/// <summary>
/// Makes kinds of your own known to saved models, for the whole process: a model file holds a name, never a type, and loading makes only
/// what the library knows or what was registered here. Register at the start of every program that saves or loads such models.
/// </summary>
public static class PleKinds
{
    /// <summary>Registers a family of distributions. May be called by several threads, and again for the same name and type.</summary>
    /// <param name="name">Stands in the model file, at most 100 characters: never change it for a type. Names that begin with "ple." are the library's.</param>
    /// <param name="create">Makes the family, such as <c>() => new MyFamily()</c>. Called once here and once for each model that is loaded.</param>
    /// <exception cref="ArgumentException">The name is empty, too long, the library's own or that of another type; or the type has another name.</exception>
    public static void Register(string name, Func<DistributionFamily> create) => FamilyKinds.Known.Register(name, create);

    /// <summary>Registers a kind of generative model: its options, which make it.</summary>
    /// <param name="name">As for a family.</param>
    /// <param name="create">Makes options, such as <c>() => new MyModelOptions()</c>. A file holds their public properties as JSON.</param>
    /// <exception cref="ArgumentException">As for a family.</exception>
    public static void Register(string name, Func<GenerativeModelOptions> create) => ModelKinds.Known.Register(name, create);
}
