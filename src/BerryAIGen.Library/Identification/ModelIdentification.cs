using BerryAIGen.Library.Identification.Definitions;
using BerryAIGen.Library.Identification.Rules;
using BerryAIGen.Library.Identification.Tables;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Library.Identification;

/// <summary>Says what model a file or folder is: a person's word first, else the rules on its header.</summary>
public sealed class ModelIdentification
{
    private readonly Lazy<ArchitectureCatalog> _catalog;
    private readonly Lazy<ArchitectureRules> _rules;

    /// <param name="configurationFolder">Holds <c>definitions/architectures</c> of the user; null for none.</param>
    /// <param name="onNotice">Told of the user's files that were left out.</param>
    public ModelIdentification(string? configurationFolder, Action<string>? onNotice = null)
    {
        _catalog = new(() => Load(configurationFolder, onNotice));
        _rules = new(() => _catalog.Value.Compile());
    }

    internal ReadOnlyRoots? ReadOnly { get; init; }

    /// <summary>Every word that a type can be, those of the user's definitions included.</summary>
    public IReadOnlyList<string> Types => Words(rule => rule.Type);

    /// <summary>Every word that a base can be.</summary>
    public IReadOnlyList<string> Bases => Words(rule => rule.Base);

    /// <summary>What the header says of a table, whatever file it came from.</summary>
    /// <param name="table">The tensors and metadata.</param>
    /// <param name="folder">The folder's name, where a folder is the model.</param>
    public Identity Identify(TensorTable table, string? folder = null) => _rules.Value.Identify(table, folder);

    /// <summary>Reads a file or folder and says what it is; a person's word beside it counts before the header.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public InspectedFile Inspect(string path)
    {
        var file = InspectHeader(path);
        return IdentityOverride.Find(path) is { } word
            ? file with
            {
                Identity = word.Over(file.Identity, path, Types, Bases),
            }
            : file;
    }

    /// <summary>What the header of a file or folder says, whatever a person said.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    internal Identity IdentifyHeader(string path) => InspectHeader(path).Identity;

    /// <summary>Reads a file or folder that no person said anything of.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    internal InspectedFile InspectHeader(string path)
    {
        var file = FileInspector.Inspect(path);
        return file with { Identity = IdentityIn(file) };
    }

    private Identity IdentityIn(InspectedFile file) =>
        file.Table is { } table
            ? Identify(table, file.IsFolder ? Path.GetFileName(Path.TrimEndingDirectorySeparator(file.Path)) : null)
            : Identity.Unknown;

    /// <summary>Writes down what a person says a model is; members that are null stay as they were.</summary>
    /// <exception cref="LibraryException">A word is not one of the known, or there is no such file.</exception>
    public void Set(string path, IdentityOverride word)
    {
        Check("type", word.Type, Types);
        Check("base", word.Base, Bases);
        ReadOnly?.RequireWritable(Path.GetFullPath(path));
        IdentityOverride.Write(path, word);
    }

    /// <summary>Forgets what a person said, so that the header counts again.</summary>
    /// <exception cref="LibraryException">There is no such file, or its record cannot be read.</exception>
    public void Clear(string path)
    {
        ReadOnly?.RequireWritable(Path.GetFullPath(path));
        IdentityOverride.Clear(path);
    }

    private static ArchitectureCatalog Load(string? configurationFolder, Action<string>? onNotice)
    {
        var catalog = ArchitectureCatalog.Load(configurationFolder);
        foreach (var warning in catalog.Warnings)
            onNotice?.Invoke(warning);
        return catalog;
    }

    private string[] Words(Func<ArchitectureRule, string> word) =>
        [
            .. _catalog
                .Value.Architectures.SelectMany(architecture => architecture.Rules)
                .Select(word)
                .Append(Identity.UnknownWord)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    private static void Check(string name, string? word, IReadOnlyList<string> known)
    {
        if (word is not null && !known.Contains(word))
            throw new LibraryException(
                FailureCode.Usage,
                $"There is no {name} \"{word}\"; use one of {string.Join(", ", known)}."
            );
    }
}
