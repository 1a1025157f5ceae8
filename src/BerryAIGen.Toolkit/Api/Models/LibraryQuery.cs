using System.ComponentModel;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Toolkit.Api.Models;

/// <summary>The arguments of the list of models, as they stand in the address.</summary>
internal sealed record LibraryQuery
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

    [Description("small (below 1 GiB), medium or large (from 5 GiB).")]
    public string? Size { get; init; }

    [Description("Words that begin words of the name, description, tags, trigger words; all must be found.")]
    public string? Q { get; init; }

    [Description("name, size, provider, status, type, base, added, updated, used or downloaded.")]
    public string? Sort { get; init; }

    [Description("asc or desc.")]
    public string? Order { get; init; }

    [Description("How many to leave out at the beginning.")]
    public int? Offset { get; init; }

    [Description("The most wanted, 1 to 1000; without it all.")]
    public int? Limit { get; init; }

    [Description("Only these members of each model, with commas between; id is always there.")]
    public string? Fields { get; init; }

    /// <exception cref="LibraryException">A word is none of those that are allowed; the message names them.</exception>
    public ModelQuery ToQuery(ProviderCatalog providers) =>
        new ModelQuery
        {
            Provider = Provider is null ? null : providers.Find(Provider)?.Id ?? Provider,
            // Words of providers and capabilities are open; those of the status are not.
            Status = One("status", Status, ModelStatus.All),
            Capability = Capability,
            ModelType = Type,
            BaseModel = Base,
            Format = Format,
            Tag = Tag,
            MinSize = Sized?.Min,
            MaxSize = Sized?.Max,
            Search = string.IsNullOrWhiteSpace(Q) ? null : Q,
            Order = One("sort", Sort, Enum.GetNames<ModelOrder>()) is { } order
                ? Enum.Parse<ModelOrder>(order)
                : ModelOrder.Name,
            IsDescending = One("order", Order, ["asc", "desc"]) == "desc",
            Offset = Offset ?? 0,
            Limit = Limit,
        }.Check();

    private (long? Min, long? Max)? Sized => One("size", Size, Sizes.Keys) is { } word ? Sizes[word] : null;

    private static string? One(string name, string? value, IEnumerable<string> allowed) =>
        string.IsNullOrEmpty(value)
            ? null
            : allowed.FirstOrDefault(word => word.Equals(value, StringComparison.OrdinalIgnoreCase))
                ?? throw new LibraryException(
                    FailureCode.Usage,
                    $"{name} is one of {string.Join(", ", allowed).ToLowerInvariant()}, not \"{value}\"."
                );
}
