using System.ComponentModel;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Toolkit.Api.Models;

/// <summary>What a list of models is narrowed by, as it stands in the address.</summary>
internal sealed record LibraryFilter
{
    private const long Gibibyte = 1L << 30;

    // As people choose on the page: small below 1 GiB, large from 5 GiB.
    private static readonly Dictionary<string, (long? Min, long? Max)> Sizes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["small"] = (null, Gibibyte),
        ["medium"] = (Gibibyte, 5 * Gibibyte),
        ["large"] = (5 * Gibibyte, null),
    };

    [Description("What runs them: a provider's id or one of its other names.")]
    public string? Provider { get; init; }

    [Description("available, downloading, local or error.")]
    public string? Status { get; init; }

    [Description("What they can do, such as chat.")]
    public string? Capability { get; init; }

    [Description("What they are, such as lora.")]
    public string? Type { get; init; }

    [Description("What they are made for, such as SDXL 1.0.")]
    public string? Base { get; init; }

    [Description("How the file is made, such as gguf.")]
    public string? Format { get; init; }

    [Description("A tag that a person gave.")]
    public string? Tag { get; init; }

    [Description("The folder in which they lie, or one above it: a whole path.")]
    public string? Folder { get; init; }

    [Description("small (below 1 GiB), medium or large (from 5 GiB).")]
    public string? Size { get; init; }

    [Description("Words that begin words of the name, description, tags, trigger words; all must be found.")]
    public string? Q { get; init; }

    /// <exception cref="LibraryException">A word is none of those that are allowed; the message names them.</exception>
    public ModelQuery ToQuery(ProviderCatalog providers) =>
        new()
        {
            Provider = Provider is null ? null : providers.Find(Provider)?.Id ?? Provider,
            // Words of providers and capabilities are open; those of the status are not.
            Status = One("status", Status, ModelStatus.All),
            Capability = Capability,
            ModelType = Type,
            BaseModel = Base,
            Format = Format,
            Tag = Tag,
            Folder = string.IsNullOrEmpty(Folder) ? null : Folder,
            MinSize = Sized?.Min,
            MaxSize = Sized?.Max,
            Search = string.IsNullOrWhiteSpace(Q) ? null : Q,
        };

    private (long? Min, long? Max)? Sized => One("size", Size, Sizes.Keys) is { } word ? Sizes[word] : null;

    internal static string? One(string name, string? value, IEnumerable<string> allowed) =>
        string.IsNullOrEmpty(value)
            ? null
            : allowed.FirstOrDefault(word => word.Equals(value, StringComparison.OrdinalIgnoreCase))
                ?? throw new LibraryException(
                    FailureCode.Usage,
                    $"{name} is one of {string.Join(", ", allowed).ToLowerInvariant()}, not \"{value}\"."
                );
}
